package com.jagcall.billing.ledger;

/**
 * By how much a movement changes each account, in millionths; together nothing. What the house took
 * is revenue, what came from outside is funding, which therefore goes down by a payment.
 */
public record Amounts(long available, long held, long revenue, long funding) {
  public Amounts {
    if (Math.addExact(Math.addExact(available, held), Math.addExact(revenue, funding)) != 0) {
      throw new IllegalArgumentException("does not balance");
    }
  }

  /** From outside into available; out of it when negative. */
  public static Amounts funding(long micros) {
    return new Amounts(micros, 0, 0, Math.negateExact(micros));
  }

  /** From available into held. */
  public static Amounts hold(long micros) {
    return new Amounts(-micros, micros, 0, 0);
  }

  /** From held back into available. */
  public static Amounts release(long micros) {
    return new Amounts(micros, -micros, 0, 0);
  }

  /**
   * Taken by the house.
   *
   * @param fromHeld out of what was set aside
   * @param fromAvailable out of what was not
   * @param released out of what was set aside, back to available
   */
  public static Amounts capture(long fromHeld, long fromAvailable, long released) {
    return new Amounts(released - fromAvailable, -fromHeld - released, fromHeld + fromAvailable, 0);
  }

  boolean isNothing() {
    return available == 0 && held == 0 && revenue == 0 && funding == 0;
  }
}
