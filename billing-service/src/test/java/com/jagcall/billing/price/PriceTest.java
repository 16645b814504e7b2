package com.jagcall.billing.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PriceTest {
  @Provide
  Arbitrary<Price> prices() {
    return Combinators.combine(
            Arbitraries.longs().between(0, Price.MAX_MICROS),
            Arbitraries.integers().between(1, Price.MAX_STEP),
            Arbitraries.integers().between(1, Price.MAX_STEP),
            Arbitraries.integers().between(0, Price.MAX_STEP))
        .as(
            (micros, unit, increment, minimum) ->
                new Price("v1:1", micros, unit, increment, minimum));
  }

  @Property
  void charge_isTheExactCostOfWholeIncrements_roundedUpToTheStep(
      @ForAll("prices") Price price, @ForAll @LongRange(min = 1, max = 10_000_000) long quantity) {
    BigInteger increments =
        ceil(
            BigInteger.valueOf(Math.max(quantity, price.minimum())),
            BigInteger.valueOf(price.increment()));
    BigInteger exact =
        increments
            .multiply(BigInteger.valueOf(price.increment()))
            .multiply(BigInteger.valueOf(price.micros()));
    BigInteger steps = ceil(exact, BigInteger.valueOf(price.unit() * 100L));
    assertEquals(
        steps.multiply(BigInteger.valueOf(100)), BigInteger.valueOf(price.rate(quantity).micros()));
  }

  private static BigInteger ceil(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }

  @Property
  void charge_isNeverNegative_andNeverLessForMore(
      @ForAll("prices") Price price,
      @ForAll @LongRange(max = 5_000_000) long quantity,
      @ForAll @LongRange(max = 5_000_000) long more) {
    long less = price.rate(quantity).micros();
    assertTrue(less >= 0);
    assertEquals(0, less % 100);
    assertTrue(price.rate(quantity + more).micros() >= less);
    assertTrue(price.rate(quantity, more).micros() >= 0);
  }

  @Property
  void parts_costTogetherWhatTheWholeCosts(
      @ForAll("prices") Price price,
      @ForAll @Size(max = 30) List<@LongRange(max = 100_000) Long> parts) {
    long used = 0;
    long charged = 0;
    for (long part : parts) {
      charged += price.rate(used, part).micros();
      used += part;
    }
    assertEquals(price.rate(used).micros(), charged);
  }

  @Example
  void nothing_costsNothing() {
    assertEquals(0, new Price("v1:1", 10_000, 60, 60, 60).rate(0).micros());
  }
}
