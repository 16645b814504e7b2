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
import java.util.function.BiFunction;
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
  private static final int CONCURRENCY = 4;

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

  private Uni<Void> renew(List<Claim> claims) {
    return Multi.createFrom()
        .iterable(claims)
        .onItem()
        .transformToUni(claim -> renew(claim).replaceWith(claim))
        .merge(CONCURRENCY)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> renew(Claim claim) {
    Month month = nextMonth(claim);
    return billing
        .hold(month)
        .chain(() -> move(claim, month, (number, now) -> number.lifecycle().paid(now)))
        .onFailure(Billing::isInsufficient)
        .recoverWithUni(
            () -> move(claim, null, (n, now) -> n.lifecycle().unpaid(now, config.terms())))
        .onFailure()
        .invoke(failure -> LOG.warnf("%s is tried again later: %s", claim.id(), failure))
        .onFailure()
        .recoverWithNull();
  }

  private static Month nextMonth(Claim claim) {
    int month = claim.monthsPaid() + 1;
    return new Month(
        "pnr_" + claim.id().substring("pn_".length()) + "_" + month + "_" + claim.attempt(),
        claim.tenant(),
        claim.price(),
        claim.id(),
        "Phone number " + claim.number() + ", month " + month);
  }

  /**
   * @param month whose money is held, and is taken; or null
   */
  private Uni<Void> move(Claim claim, Month month, BiFunction<PhoneNumber, Instant, Outcome> step) {
    Instant now = clock.instant();
    return Panache.withTransaction(
            () ->
                numbers
                    .lockClaimed(claim.tenant(), claim.id(), claim.attempt())
                    .onItem()
                    .ifNotNull()
                    .call(number -> changes.apply(number, step.apply(number, now), now))
                    .onItem()
                    .ifNotNull()
                    .call(
                        () -> month == null ? Uni.createFrom().voidItem() : billing.capture(month)))
        .chain(
            number ->
                number == null && month != null
                    ? billing.release(month)
                    : Uni.createFrom().voidItem());
  }
}
