package com.jagcall.calls.switchboard;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when a call is paid for, as far as money is held. Plain arithmetic: who asks tells the
 * time.
 *
 * @param paidUntil the end of the last period that is held
 * @param extensions how many periods were added to the first
 */
record Credit(Instant paidUntil, int extensions, Duration period, Duration lead) {

  /** From the answer on, for one period. */
  static Credit from(Instant answered, Duration period, Duration lead) {
    return new Credit(answered.plus(period), 0, period, lead);
  }

  /** When more should be held. */
  Instant nextExtension() {
    return paidUntil.minus(lead);
  }

  /** The number of the next extension. */
  int next() {
    return extensions + 1;
  }

  /** One period more is held. */
  Credit extended() {
    return new Credit(paidUntil.plus(period), extensions + 1, period, lead);
  }

  /** When a call that cannot be extended begins to end, so that there is time to say so. */
  boolean mustConclude(Instant now) {
    return !now.isBefore(paidUntil.minus(lead.dividedBy(2)));
  }
}
