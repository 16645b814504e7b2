package com.jagcall.billing.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

class PriceListTest {
  private static final Instant NOON = Instant.parse("2026-03-15T12:00:00Z");

  private static PriceLine line(int number, String prefix, String from, String until) {
    return new PriceLine(
        number, Product.VOICE_OUTBOUND, prefix, number, 60, 1, 1, day(from), day(until));
  }

  private static LocalDate day(String text) {
    return text == null ? null : LocalDate.parse(text);
  }

  private static Optional<String> find(List<PriceLine> lines, String digits, Instant at) {
    return new PriceList(3, lines).find(Product.VOICE_OUTBOUND, digits, at).map(Price::id);
  }

  @Property
  void longestPrefix_isTaken(
      @ForAll @Size(max = 12) @UniqueElements
          List<@Chars({'1', '2', '4'}) @StringLength(max = 5) String> prefixes,
      @ForAll @Chars({'1', '2', '4'}) @StringLength(max = 7) String digits) {
    List<PriceLine> lines =
        IntStream.range(0, prefixes.size())
            .mapToObj(i -> line(i + 1, prefixes.get(i), null, null))
            .toList();
    Optional<String> expected =
        lines.stream()
            .filter(line -> digits.startsWith(line.prefix()))
            .max(Comparator.comparingInt(line -> line.prefix().length()))
            .map(line -> "v3:" + line.number());
    assertEquals(expected, find(lines, digits, NOON));
  }

  @Example
  void validity_startsWithItsFirstDay_andEndsBeforeItsEnd() {
    List<PriceLine> lines =
        List.of(
            line(1, "44", null, "2026-03-15"),
            line(2, "44", "2026-03-15", "2026-03-16"),
            line(3, "4", "2026-03-16", null));
    assertEquals(Optional.of("v3:1"), find(lines, "4420", Instant.parse("2026-03-14T23:59:59Z")));
    assertEquals(Optional.of("v3:2"), find(lines, "4420", Instant.parse("2026-03-15T00:00:00Z")));
    assertEquals(Optional.of("v3:3"), find(lines, "4420", Instant.parse("2026-03-16T00:00:00Z")));
    assertEquals(Optional.empty(), find(lines, "33", NOON));
  }

  @Example
  void otherProduct_hasNoPrice() {
    PriceList list = new PriceList(1, List.of(line(1, "", null, null)));
    assertEquals(Optional.empty(), list.find(Product.SMS_OUTBOUND, "1", NOON));
  }
}
