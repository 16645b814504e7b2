package com.jagcall.numbers.renewal;

import com.jagcall.numbers.billing.Billing;
import com.jagcall.numbers.billing.Billing.Month;
import com.jagcall.numbers.lifecycle.Lifecycle.Outcome;
import com.jagcall.numbers.number.NumberChanges;
import com.jagcall.numbers.number.NumbersConfig;
import com.jagcall.numbers.number.PhoneNumber;
import com.jagcall.numbers.number.PhoneNumberRepository;
import com.jagcall.numbers.renewal.DueNumbers.Claim;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Charges the months of numbers when they begin. Every replica is at it. A number is claimed for
 * longer than a hold lives: whoever claims it after a replica was killed finds no money held by
 * that one, and a replica that was asleep for so long finds that the number is no longer its own.
 * So a month is paid once, and never held twice.
 */
@ApplicationScoped
public class Renewal {
  private static final Logger LOG = Logger.getLogger(Renewal.class);
  private static final Duration LEASE = Billing.HOLD.plus(Duration.ofMinutes(5));
  private static final int BATCH = 50;
  private static final int CONCURRENCY = 8;

  private final DueNumbers due;
  private final PhoneNumberRepository numbers;
  private final NumberChanges changes;
  private final Billing billing;
  private final NumbersConfig config;
  private final Clock clock;

  Renewal(
      DueNumbers due,
      PhoneNumberRepository numbers,
      NumberChanges changes,
      Billing billing,
      NumbersConfig config,
      Clock clock) {
    this.due = due;
    this.numbers = numbers;
    this.changes = changes;
    this.billing = billing;
    this.config = config;
    this.clock = clock;
  }

  /** Brings on every number that is due. One that cannot be is tried again after its lease. */
  @Scheduled(
      every = "${jagcall.renewal.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> renewDue() {
    return Multi.createBy()
        .repeating()
        .uni(() -> due.claim(clock.instant(), LEASE, BATCH).call(this::renew))
        .whilst(claims -> !claims.isEmpty())
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Money is asked for several at a time; one transaction comes after the other. */
  private Uni<Void> renew(List<Claim> claims) {
    return Multi.createFrom()
        .iterable(claims)
        .onItem()
        .transformToUni(this::pay)
        .merge(CONCURRENCY)
        .onItem()
        .transformToUniAndConcatenate(payment -> bringOn(payment).replaceWith(payment))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** What came of asking for a month's money. */
  private record Payment(Claim claim, Month month, boolean isHeld) {}

  /** Nothing when nobody could be asked. */
  private Uni<Payment> pay(Claim claim) {
    Month month = nextMonth(claim);
    return billing
        .hold(month)
        .map(held -> new Payment(claim, month, true))
        .onFailure(Billing::isInsufficient)
        .recoverWithItem(new Payment(claim, month, false))
        .onFailure()
        .recoverWithUni(failure -> leave(claim, failure));
  }

  private Uni<Void> bringOn(Payment payment) {
    return move(payment)
        .onFailure()
        .recoverWithUni(failure -> this.<Void>leave(payment.claim(), failure));
  }

  /** Its lease ends by itself, and so does what may be held. */
  private <T> Uni<T> leave(Claim claim, Throwable failure) {
    LOG.warnf("%s is tried again later: %s", claim.id(), failure);
    return Uni.createFrom().nullItem();
  }

  private static Month nextMonth(Claim claim) {
    int month = claim.monthsPaid() + 1;
    return new Month(
        "pnr_" + claim.id().substring("pn_".length()) + "_" + month + "_" + claim.attempt(),
        claim.tenant(),
        claim.type(),
        claim.price(),
        claim.id(),
        "Phone number " + claim.number() + ", month " + month);
  }

  private Uni<Void> move(Payment payment) {
    Instant now = clock.instant();
    Claim claim = payment.claim();
    return Panache.withTransaction(
            () ->
                numbers
                    .lockClaimed(claim.tenant(), claim.id(), claim.attempt())
                    .onItem()
                    .ifNotNull()
                    .call(number -> changes.apply(number, step(number, payment, now), now))
                    .onItem()
                    .ifNotNull()
                    .call(() -> whenHeld(payment, billing::capture)))
        .onItem()
        .ifNull()
        // Somebody else brought it on meanwhile, or released it.
        .switchTo(() -> whenHeld(payment, billing::release).replaceWith((PhoneNumber) null))
        .replaceWithVoid();
  }

  private Outcome step(PhoneNumber number, Payment payment, Instant now) {
    return payment.isHeld()
        ? number.lifecycle().paid(now)
        : number.lifecycle().unpaid(now, config.terms());
  }

  private static Uni<Void> whenHeld(Payment payment, Function<Month, Uni<Void>> action) {
    return payment.isHeld() ? action.apply(payment.month()) : Uni.createFrom().voidItem();
  }
}
