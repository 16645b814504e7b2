package com.jagcall.numbers.lifecycle;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where somebody's number stands between being bought and being released: which months are paid,
 * and what is to happen when. Knows no clock: every step is told what time it is.
 *
 * <p>Months are counted from the {@code anchor}, so that a number bought on the 31st is due on the
 * last day of shorter months, and on the 31st again after them.
 *
 * @param statusSince when the status began
 * @param anchor when the first month began
 * @param monthsPaid how many months from there on are paid
 * @param paidUntil the end of them
 * @param nextStepAt when the next payment is due, or is tried again
 */
@Embeddable
public record Lifecycle(
    @Enumerated(EnumType.STRING) NumberStatus status,
    Instant statusSince,
    Instant anchor,
    int monthsPaid,
    Instant paidUntil,
    Instant nextStepAt) {

  /** What comes of a step. */
  public record Outcome(Lifecycle next, List<LifecycleEvent> events) {}

  /** A number that was bought, and paid for one month. */
  public static Lifecycle bought(Instant now) {
    return new Lifecycle(NumberStatus.ACTIVE, now, now, 1, end(now, 1), end(now, 1));
  }

  /** The month that is not yet paid was paid: the number works, whatever was before. */
  public Outcome paid(Instant now) {
    mustBeOwned();
    Instant end = end(anchor, monthsPaid + 1);
    boolean isActive = status == NumberStatus.ACTIVE;
    Lifecycle next =
        new Lifecycle(
            NumberStatus.ACTIVE, isActive ? statusSince : now, anchor, monthsPaid + 1, end, end);
    return new Outcome(
        next,
        status == NumberStatus.SUSPENDED
            ? List.of(LifecycleEvent.RENEWED, LifecycleEvent.RESUMED)
            : List.of(LifecycleEvent.RENEWED));
  }

  /** The balance did not cover the month. */
  public Outcome unpaid(Instant now, Terms terms) {
    mustBeOwned();
    return switch (status) {
      case ACTIVE ->
          new Outcome(
              become(NumberStatus.GRACE, now, tryAgain(now, now.plus(terms.grace()), terms)),
              List.of(LifecycleEvent.RENEWAL_FAILED));
      case GRACE -> unpaidInGrace(now, terms);
      default -> unpaidInSuspension(now, terms);
    };
  }

  private Outcome unpaidInGrace(Instant now, Terms terms) {
    Instant end = statusSince.plus(terms.grace());
    if (now.isBefore(end)) {
      return new Outcome(waitUntil(tryAgain(now, end, terms)), List.of());
    }
    return new Outcome(
        become(NumberStatus.SUSPENDED, now, tryAgain(now, now.plus(terms.suspension()), terms)),
        List.of(LifecycleEvent.SUSPENDED));
  }

  private Outcome unpaidInSuspension(Instant now, Terms terms) {
    Instant end = statusSince.plus(terms.suspension());
    return now.isBefore(end)
        ? new Outcome(waitUntil(tryAgain(now, end, terms)), List.of())
        : release(now);
  }

  /** The number is given up. */
  public Outcome release(Instant now) {
    mustBeOwned();
    return new Outcome(
        become(NumberStatus.RELEASED, now, nextStepAt), List.of(LifecycleEvent.RELEASED));
  }

  private static Instant tryAgain(Instant now, Instant end, Terms terms) {
    Instant usual = now.plus(terms.retry());
    return usual.isBefore(end) ? usual : end;
  }

  private Lifecycle become(NumberStatus changed, Instant now, Instant nextStep) {
    return new Lifecycle(changed, now, anchor, monthsPaid, paidUntil, nextStep);
  }

  private Lifecycle waitUntil(Instant nextStep) {
    return new Lifecycle(status, statusSince, anchor, monthsPaid, paidUntil, nextStep);
  }

  /** The number stays as it is for so long: nobody can be asked for the money. */
  public Lifecycle postpone(Instant now, Duration delay) {
    mustBeOwned();
    return waitUntil(now.plus(delay));
  }

  private void mustBeOwned() {
    if (status == NumberStatus.RELEASED) {
      throw new IllegalStateException("a released number takes no more steps");
    }
  }

  private static Instant end(Instant anchor, int months) {
    return anchor.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }
}
