package com.jagcall.numbers.stock;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import com.jagcall.common.text.PlainTextValidator;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.MonthlyPrice;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.NumberingPlan;
import com.jagcall.numbers.inventory.NumberingPlan.Described;
import com.jagcall.numbers.stock.ImportReport.RefusedLine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An operator's file of numbers: comma-separated values whose first line names the columns. {@code
 * phone_number} must be among them; {@code type}, {@code region}, {@code capabilities} (separated
 * by semicolons or spaces), {@code monthly_price} (US dollars) and {@code status} may be.
 */
final class StockFile {
  private static final Set<String> COLUMNS =
      Set.of("phone_number", "type", "region", "capabilities", "monthly_price", "status");
  private static final int MAX_LINE = 1000;
  private static final int MAX_REGION = 100;

  private final NumberingPlan plan;
  private final List<StockLine> lines = new ArrayList<>();
  private final List<RefusedLine> refused = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private StockFile(NumberingPlan plan) {
    this.plan = plan;
  }

  /**
   * Reads a file.
   *
   * @throws ApiException {@code invalid_request} when its first line does not name the columns
   */
  static StockFile read(String text, NumberingPlan plan) {
    StockFile file = new StockFile(plan);
    List<String> lines = text.lines().toList();
    List<String> columns = columns(lines.isEmpty() ? "" : lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        file.readLine(i + 1, lines.get(i), columns);
      }
    }
    return file;
  }

  private static List<String> columns(String first) {
    String header = first.startsWith("\uFEFF") ? first.substring(1) : first;
    List<String> columns = CsvLine.read(header).orElse(List.of());
    if (!columns.contains("phone_number")
        || !COLUMNS.containsAll(columns)
        || Set.copyOf(columns).size() < columns.size()) {
      throw new ApiException(
          ErrorCode.INVALID_REQUEST,
          "The first line must name the columns: phone_number, and any of type, region, "
              + "capabilities, monthly_price, status.");
    }
    return columns;
  }

  /** What can be taken. */
  List<StockLine> lines() {
    return lines;
  }

  /** What cannot, and why. */
  List<RefusedLine> refused() {
    return refused;
  }

  private void readLine(int line, String text, List<String> columns) {
    try {
      StockLine read = parse(line, text, columns);
      Integer earlier = seen.putIfAbsent(read.number(), line);
      require(earlier == null, "the number stands in line " + earlier + " already");
      lines.add(read);
    } catch (RefusedLineException refusal) {
      refused.add(new RefusedLine(line, refusal.getMessage()));
    }
  }

  private StockLine parse(int line, String text, List<String> columns) {
    require(text.length() <= MAX_LINE, "the line is longer than " + MAX_LINE + " characters");
    List<String> values = CsvLine.read(text).orElseThrow(() -> refuse("a quote is out of place"));
    require(
        values.size() == columns.size(),
        "the line has %d values, the first line %d".formatted(values.size(), columns.size()));
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), values.get(i));
    }
    String number = row.get("phone_number");
    require(
        number.matches("\\+[1-9][0-9]{6,14}"),
        "phone_number must be an E.164 number, such as +14155550100");
    Described described =
        plan.describe(number)
            .orElseThrow(() -> refuse("phone_number is no number that can be assigned"));
    Set<Capability> capabilities = capabilities(row.getOrDefault("capabilities", ""));
    return new StockLine(
        line,
        number,
        described.country(),
        type(row.getOrDefault("type", ""), described),
        region(row.getOrDefault("region", "")),
        capabilities.contains(Capability.VOICE),
        capabilities.contains(Capability.SMS),
        price(row.getOrDefault("monthly_price", "")),
        isWithdrawn(row.getOrDefault("status", "")));
  }

  private static NumberType type(String text, Described described) {
    if (text.isEmpty()) {
      return described.type();
    }
    NumberType type =
        NumberType.of(text).orElseThrow(() -> refuse("type must be local, mobile or toll_free"));
    boolean fits = type == described.type() || described.isEither() && type == NumberType.MOBILE;
    require(fits, "the number is " + described.type().wire() + ", not " + text);
    return type;
  }

  private static String region(String text) {
    require(
        text.length() <= MAX_REGION && new PlainTextValidator().isValid(text, null),
        "region must be at most " + MAX_REGION + " characters of plain text");
    return text.isEmpty() ? null : text;
  }

  private static Set<Capability> capabilities(String text) {
    if (text.isEmpty()) {
      return EnumSet.of(Capability.VOICE);
    }
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String word : text.split("[; ]+")) {
      capabilities.add(
          Capability.of(word)
              .orElseThrow(() -> refuse("capabilities must be voice, sms or voice;sms")));
    }
    return capabilities;
  }

  private static Optional<Money> price(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        MonthlyPrice.parse(text)
            .orElseThrow(() -> refuse("monthly_price must be US dollars with at most 4 decimals")));
  }

  private static boolean isWithdrawn(String text) {
    return switch (text) {
      case "", "available" -> false;
      case "withdrawn" -> true;
      default -> throw refuse("status must be available or withdrawn");
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refuse(otherwise);
    }
  }

  private static RefusedLineException refuse(String reason) {
    return new RefusedLineException(reason);
  }

  /** Why a line is not taken; never leaves this class. */
  private static final class RefusedLineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedLineException(String reason) {
      super(reason, null, false, false);
    }
  }
}
