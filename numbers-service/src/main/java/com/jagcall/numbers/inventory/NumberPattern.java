package com.jagcall.numbers.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Digits that stand in a number (calling code included), and {@code *} for any digits or none: what
 * is asked for by {@code contains}.
 *
 * @param runs the runs of digits, in their order; none of them empty
 */
public record NumberPattern(List<String> runs) {
  /** As long as a number can be, and as many stars. */
  public static final int MAX_LENGTH = 30;

  /** How many digits an entry of the index of runs has. */
  private static final int INDEXED = 4;

  /** From which digit of a number on its runs are indexed. */
  private static final int FIRST_INDEXED = 2;

  /** Refuses what {@link #parse} would. */
  public NumberPattern {
    runs = List.copyOf(runs);
    if (runs.isEmpty() || !runs.stream().allMatch(run -> run.matches("[0-9]+"))) {
      throw new IllegalArgumentException("a pattern has runs of digits");
    }
  }

  /** Reads digits and stars, at least one digit; empty when it is anything else, or too long. */
  public static Optional<NumberPattern> parse(String text) {
    if (text.length() > MAX_LENGTH || !text.matches("[0-9*]*[0-9][0-9*]*")) {
      return Optional.empty();
    }
    List<String> runs = Arrays.stream(text.split("\\*+")).filter(run -> !run.isEmpty()).toList();
    return Optional.of(new NumberPattern(runs));
  }

  /** For SQL's {@code LIKE} on a whole number. */
  public String like() {
    return "%" + String.join("%", runs) + "%";
  }

  /**
   * Entries of the index of runs that every number with this pattern has, ascending; none when the
   * pattern has no four digits in a row. Numbers that begin with the pattern may lack them: those
   * are found by {@link #starts}.
   */
  public List<Integer> indexed() {
    TreeSet<Integer> entries = new TreeSet<>();
    int earliest = 0;
    for (String run : runs) {
      // A single run that starts earlier than the index is found by range; of several runs nothing
      // is known but the earliest place of each.
      int skip = runs.size() == 1 ? 0 : Math.max(0, FIRST_INDEXED - earliest);
      for (int i = skip; i + INDEXED <= run.length(); i++) {
        entries.add(Integer.valueOf(run.substring(i, i + INDEXED)));
      }
      earliest += run.length();
    }
    return List.copyOf(entries);
  }

  /**
   * What numbers of a country begin with ({@code +} included) when the pattern stands at their very
   * start, or right behind the calling code or a part of it.
   */
  public List<String> starts(int callingCode) {
    String code = String.valueOf(callingCode);
    List<String> starts = new ArrayList<>();
    for (int i = 0; i <= code.length(); i++) {
      String digits = code.substring(0, i) + runs.get(0);
      if (digits.startsWith(code)) {
        starts.add("+" + digits);
      }
    }
    return starts.stream().distinct().collect(Collectors.toUnmodifiableList());
  }
}
