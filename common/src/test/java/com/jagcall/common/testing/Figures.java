package com.jagcall.common.testing;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark found, each figure beside its aim, under the load that the machine was under.
 */
public final class Figures {
  private final String title;
  private final double loadBefore = load();
  private final List<Row> rows = new ArrayList<>();

  /** Begins now: what the machine does otherwise is noted. */
  public Figures(String title) {
    this.title = title;
  }

  private record Row(String what, String found, String aim, boolean isReached) {}

  /** A figure without an aim. */
  public Figures seen(String what, String found, Object... values) {
    rows.add(new Row(what, formatted(found, values), "", true));
    return this;
  }

  /** One that should not be greater than its aim. */
  public Figures atMost(String what, double found, double aim, String unit) {
    rows.add(new Row(what, number(found) + unit, "≤ " + number(aim) + unit, found <= aim));
    return this;
  }

  /** One that should be exactly its aim. */
  public Figures exactly(String what, long found, long aim) {
    rows.add(new Row(what, String.valueOf(found), String.valueOf(aim), found == aim));
    return this;
  }

  /** Whether every aim is reached. */
  public boolean areReached() {
    return rows.stream().allMatch(Row::isReached);
  }

  /**
   * Prints the table.
   *
   * @return the exit status: 1 when an aim is not reached
   */
  public int print(PrintStream out) {
    int widest = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    out.println();
    out.println(title);
    out.println(formatted("load average %.1f before, %.1f after", loadBefore, load()));
    for (Row row : rows) {
      String verdict = row.aim().isEmpty() ? "" : row.isReached() ? "reached" : "NOT REACHED";
      out.println(
          formatted(
                  "  %-" + widest + "s  %16s  %12s  %s",
                  row.what(),
                  row.found(),
                  row.aim(),
                  verdict)
              .stripTrailing());
    }
    out.flush();
    return areReached() ? 0 : 1;
  }

  /**
   * The value that a share of all values do not exceed, exactly; 0 of none.
   *
   * @param share from 0 to 1
   */
  public static double percentile(double[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : formatted(Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }

  private static String formatted(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
