package com.jagcall.billing.ledger;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What an organization has in one mode, while a transaction holds it locked, and what moves it in
 * that transaction. Decides; writes nothing.
 */
public final class Account {
  private final Tenant tenant;
  private final boolean hasDueHolds;
  private final long threshold;
  private final long availableBefore;
  private final List<Movement> movements = new ArrayList<>();
  private long available;
  private long held;
  private Instant now;
  private LocalDate refilledOn;
  private boolean refilled;

  /**
   * An account as it was locked.
   *
   * @param defaultThreshold for an organization without its own
   */
  public Account(AccountRow row, Money defaultThreshold) {
    tenant = row.tenant();
    hasDueHolds = row.due();
    threshold = row.thresholdMicros() == null ? defaultThreshold.micros() : row.thresholdMicros();
    availableBefore = row.availableMicros();
    available = row.availableMicros();
    held = row.heldMicros();
    now = row.now();
    refilledOn = row.refilledOn();
  }

  public Tenant tenant() {
    return tenant;
  }

  public long available() {
    return available;
  }

  public long held() {
    return held;
  }

  /** PostgreSQL's clock when the lock was taken, a little later with each movement. */
  public Instant now() {
    return now;
  }

  /** Whether holds of it have expired that nobody has released yet. */
  public boolean hasDueHolds() {
    return hasDueHolds;
  }

  /** What this transaction is going to write. */
  public List<Movement> movements() {
    return List.copyOf(movements);
  }

  /** Fills a test account up, once a day (UTC). */
  void refill(Money playMoney) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (tenant.mode() != Mode.TEST || today.equals(refilledOn)) {
      return;
    }
    refilledOn = today;
    refilled = true;
    long missing = playMoney.micros() - available;
    if (missing > 0) {
      Purpose purpose =
          new Purpose(
              "Play money of the day", null, null, null, null, null, "billing-service", null, null);
      move(MovementType.PLAY_MONEY, purpose, Amounts.funding(missing));
    }
  }

  /** The day to note, or null when play money was not given now. */
  LocalDate newRefill() {
    return refilled ? refilledOn : null;
  }

  /**
   * Nothing, when so much is available.
   *
   * @throws ApiException {@code insufficient_balance}, saying what was asked for and what there is
   */
  public void mustCover(long micros) {
    if (micros > available) {
      throw new ApiException(
          ErrorCode.INSUFFICIENT_BALANCE,
          "%s %s is needed and %s %s is available: top up, or ask for less."
              .formatted(
                  Money.text(micros), Money.CURRENCY, Money.text(available), Money.CURRENCY));
    }
  }

  /** Moves money; what moves nothing is no movement. */
  public void move(MovementType type, Purpose purpose, Amounts amounts) {
    move(type, purpose, amounts, 0);
  }

  /**
   * As {@link #move(MovementType, Purpose, Amounts)}.
   *
   * @param uncovered what should have been taken too, but nobody has it
   */
  public void move(MovementType type, Purpose purpose, Amounts amounts, long uncovered) {
    if (amounts.isNothing()) {
      return;
    }
    long availableAfter = Math.addExact(available, amounts.available());
    long heldAfter = Math.addExact(held, amounts.held());
    if (availableAfter < 0 || heldAfter < 0) {
      throw new IllegalStateException(type + " would make a balance negative");
    }
    movements.add(Movement.of(this, type, purpose, amounts).uncovered(uncovered));
    available = availableAfter;
    held = heldAfter;
    now = now.plus(1, ChronoUnit.MICROS);
  }

  /** Whether this transaction takes what is available below the threshold. */
  boolean becomesLow() {
    return availableBefore >= threshold && available < threshold;
  }

  long threshold() {
    return threshold;
  }
}
