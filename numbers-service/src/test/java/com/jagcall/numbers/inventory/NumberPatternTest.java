package com.jagcall.numbers.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NumberPatternTest {

  @Example
  void patterns_areReadAsRunsOfDigits() {
    assertEquals(List.of("555", "99"), NumberPattern.parse("*555**99*").orElseThrow().runs());
    assertEquals("%555%99%", NumberPattern.parse("555*99").orElseThrow().like());
    for (String bad : List.of("", "*", "a", "5 5", "+1", "%", "_", "５", "5".repeat(31), "5\n")) {
      assertEquals(Optional.empty(), NumberPattern.parse(bad), bad);
    }
  }

  @Example
  void starts_areWhereThePatternCanBegin() {
    NumberPattern pattern = NumberPattern.parse("415").orElseThrow();
    assertEquals(List.of("+1415"), pattern.starts(1));
    assertEquals(List.of("+4915", "+494915"), NumberPattern.parse("4915").orElseThrow().starts(49));
    assertEquals(List.of("+495", "+4995"), NumberPattern.parse("95").orElseThrow().starts(49));
  }

  /**
   * The two ways in which a pattern is looked for find every number together: it begins where a
   * start says, or it has all runs of the index.
   */
  @Property(tries = 20_000)
  void everyMatchingNumber_beginsWithAStart_orHasTheIndexedRuns(
      @ForAll("numbers") String digits, @ForAll("patterns") String text) {
    NumberPattern pattern = NumberPattern.parse(text).orElseThrow();
    String number = "+" + digits;
    if (!number.matches(pattern.like().replace("%", ".*").replace("+", "\\+"))) {
      return;
    }
    int callingCode = digits.startsWith("1") ? 1 : Integer.parseInt(digits.substring(0, 2));
    boolean isAtStart =
        pattern.runs().size() == 1
            && pattern.starts(callingCode).stream().anyMatch(number::startsWith);
    assertTrue(isAtStart || indexOf(number).containsAll(pattern.indexed()), number + " " + text);
  }

  /** As the function number_runs of the database has it. */
  private static Set<Integer> indexOf(String number) {
    Set<Integer> runs = new HashSet<>();
    for (int i = 4; i <= 13; i++) {
      int from = Math.min(i, number.length() - 3) - 1;
      runs.add(Integer.valueOf(number.substring(from, from + 4)));
    }
    return runs;
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.strings()
        .withChars("12")
        .ofMinLength(7)
        .ofMaxLength(15)
        .map(rest -> rest.startsWith("1") ? rest : rest);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings()
        .withChars("112*")
        .ofMinLength(1)
        .ofMaxLength(10)
        .filter(text -> text.matches(".*[0-9].*"));
  }
}
