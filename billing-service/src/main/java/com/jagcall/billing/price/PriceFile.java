package com.jagcall.billing.price;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.FieldError;
import com.jagcall.common.money.Money;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a price list as an operator edits it: CSV with the header {@value #HEADER}, one price a
 * line. Empty lines and lines that start with # are for people. Values need no quotes, so none are
 * read. A file with any line that is wrong is refused as a whole.
 */
public final class PriceFile {
  public static final String HEADER =
      "product,prefix,price,unit,increment,minimum,valid_from,valid_until";

  /** Prices in one list. */
  public static final int MAX_PRICES = 20_000;

  /** How many wrong lines are told at most. */
  static final int MAX_TOLD = 50;

  private static final int COLUMNS = 8;
  private static final int MAX_SHOWN = 40;
  private static final Pattern PREFIX = Pattern.compile("[0-9]{0,15}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern PRICE = Pattern.compile(Money.AMOUNT);

  private final List<FieldError> faults = new ArrayList<>();
  private final List<PriceLine> lines = new ArrayList<>();
  private final Map<String, List<PriceLine>> same = new HashMap<>();
  private int wrongLines;
  private boolean headerSeen;

  private PriceFile() {}

  /**
   * The lines of a file.
   *
   * @throws ApiException {@code validation_error}, naming each wrong line: {@code line 12: …}
   */
  public static List<PriceLine> parse(String text) {
    PriceFile file = new PriceFile();
    String[] all = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
    for (int i = 0; i < all.length; i++) {
      file.read(i + 1, all[i].strip());
    }
    file.refuseWhatIsWrong();
    return file.lines;
  }

  private void read(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    try {
      if (!headerSeen) {
        headerSeen = true;
        check(line.equals(HEADER), "the header must be " + HEADER);
      } else {
        add(line(number, line.split(",", -1)));
      }
    } catch (IllegalArgumentException wrong) {
      fault("line " + number, "line " + number + ": " + wrong.getMessage());
    }
  }

  private static PriceLine line(int number, String[] values) {
    check(values.length == COLUMNS, "there must be 8 values, not " + values.length);
    String[] value = Arrays.stream(values).map(String::strip).toArray(String[]::new);
    Product product =
        Product.of(value[0])
            .orElseThrow(
                () -> wrong("product " + shown(value[0]) + " must be one of " + Product.names()));
    check(PREFIX.matcher(value[1]).matches(), "prefix must be up to 15 digits, without a plus");
    check(PRICE.matcher(value[2]).matches(), "price must be like 0.0140, with up to 6 places");
    long micros = Money.parse(value[2]).micros();
    check(micros <= Price.MAX_MICROS, "price must be at most " + Money.text(Price.MAX_MICROS));
    LocalDate from = day("valid_from", value[6]);
    LocalDate until = day("valid_until", value[7]);
    check(
        from == null || until == null || from.isBefore(until),
        "valid_until must be after valid_from: it is the first day without this price");
    return new PriceLine(
        number,
        product,
        value[1],
        micros,
        step("unit", value[3], 1),
        step("increment", value[4], 1),
        step("minimum", value[5], 0),
        from,
        until);
  }

  private static int step(String name, String text, int least) {
    int value = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    check(
        value >= least && value <= Price.MAX_STEP,
        name + " must be a whole number from " + least + " to " + Price.MAX_STEP);
    return value;
  }

  private static LocalDate day(String name, String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name + " must be empty or a date such as 2026-01-31");
    }
  }

  private void add(PriceLine line) {
    List<PriceLine> others =
        same.computeIfAbsent(line.product() + " " + line.prefix(), key -> new ArrayList<>());
    for (PriceLine other : others) {
      check(
          !line.overlaps(other),
          "is valid at the same time as line " + other.number() + ", which is for the same");
    }
    others.add(line);
    lines.add(line);
    check(lines.size() <= MAX_PRICES, "there are more than " + MAX_PRICES + " prices");
  }

  private void refuseWhatIsWrong() {
    if (wrongLines == 0 && lines.isEmpty()) {
      fault("body", "there is no price in it");
    }
    if (wrongLines > MAX_TOLD) {
      faults.add(new FieldError("body", (wrongLines - MAX_TOLD) + " more lines are wrong"));
    }
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults);
    }
  }

  private void fault(String field, String message) {
    if (wrongLines++ < MAX_TOLD) {
      faults.add(new FieldError(field, message));
    }
  }

  private static void check(boolean isRight, String message) {
    if (!isRight) {
      throw wrong(message);
    }
  }

  private static IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException(message);
  }

  /** A piece of the file, fit to be shown. */
  private static String shown(String text) {
    String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return "'" + start.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{Sm} ]", "?") + "'";
  }
}
