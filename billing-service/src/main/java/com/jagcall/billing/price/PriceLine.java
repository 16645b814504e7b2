package com.jagcall.billing.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A line of a price list: a price, and when it is the one.
 *
 * @param number where it stands in the file, from 1
 * @param prefix digits the destination starts with; empty: any destination, or none
 * @param from the first day it is valid (UTC), or null: always was
 * @param until the first day it is no longer valid (UTC), or null: no end
 */
public record PriceLine(
    int number,
    Product product,
    String prefix,
    long micros,
    int unit,
    int increment,
    int minimum,
    LocalDate from,
    LocalDate until) {

  boolean isValid(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return (from == null || !day.isBefore(from)) && (until == null || day.isBefore(until));
  }

  /** Whether both can be meant at one time. */
  boolean overlaps(PriceLine other) {
    return product == other.product
        && prefix.equals(other.prefix)
        && startsBeforeEnd(from, other.until)
        && startsBeforeEnd(other.from, until);
  }

  private static boolean startsBeforeEnd(LocalDate start, LocalDate end) {
    return start == null || end == null || start.isBefore(end);
  }

  Price price(long version) {
    return new Price("v" + version + ":" + number, micros, unit, increment, minimum);
  }
}
