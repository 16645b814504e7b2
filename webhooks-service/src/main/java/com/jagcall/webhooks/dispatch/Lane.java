package com.jagcall.webhooks.dispatch;

import com.jagcall.webhooks.dispatch.LaneRows.Fare;
import com.jagcall.webhooks.dispatch.LaneWork.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends to one endpoint while this replica is the one to do so. Used from one thread: every method
 * returns at once, and what takes time comes back by another.
 */
final class Lane implements Room.Guest {
  private static final int READ_AT_ONCE = 32;

  /** Deliveries kept in memory when those of one key hold up each other. */
  private static final int MOST_WAITING = 256;

  /**
   * Attempts of which it is not written down yet what came of them: they would be made again if
   * this replica were killed.
   */
  private static final int MOST_UNSETTLED = 64;

  private final String endpointId;
  private final Dispatcher dispatcher;
  private final Work work = new Work();
  private Target target;
  private int failures;
  private Instant openUntil;
  private long revision;
  private long leasedAtNanos;
  private boolean hasMore;
  private boolean isStale = true;
  private boolean isReading;
  private boolean isReleasing;
  private boolean isLost;

  /** Counts what this replica learnt of the endpoint, so that an older answer is known as such. */
  private long learnt;

  private long learntWhenAsked;

  Lane(String endpointId, Dispatcher dispatcher) {
    this.endpointId = endpointId;
    this.dispatcher = dispatcher;
  }

  String endpointId() {
    return endpointId;
  }

  /** Known once it was read, which is before anything is sent. */
  @Override
  public String organizationId() {
    return target.tenant().organizationId();
  }

  @Override
  public void enter() {
    pump();
  }

  long revision() {
    return revision;
  }

  /** Since when it is leased, on the clock of {@link System#nanoTime()}. */
  long leasedAtNanos() {
    return leasedAtNanos;
  }

  void leasedAt(long nanos) {
    leasedAtNanos = nanos;
  }

  boolean isReleasing() {
    return isReleasing;
  }

  /** There may be work that was not read yet, or the endpoint is another than it was. */
  void changed() {
    isStale = true;
    isReleasing = false;
    pump();
  }

  /** What to read, now that it is read. */
  Wanted wanted() {
    learntWhenAsked = work.underWay() == 0 ? learnt : -1;
    int known = work.waiting() + work.underWay();
    return new Wanted(endpointId, work.lastPosition(), READ_AT_ONCE, known + READ_AT_ONCE);
  }

  /** The lane as it is in the database. */
  void read(LaneWork.Read read) {
    isReading = false;
    if (target == null || learntWhenAsked == learnt) {
      failures = read.target().failures();
      openUntil = read.target().openUntil();
    }
    target = read.target();
    revision = read.revision();
    int before = work.waiting();
    work.add(read.work());
    hasMore = work.waiting() - before >= READ_AT_ONCE;
    if (!target.isEnabled()) {
      work.clear();
    }
    pump();
  }

  /** It could not be read; it is tried again when the leases are renewed. */
  void notRead() {
    isReading = false;
    isStale = true;
  }

  /** Another replica sends to this endpoint now. What is under way comes to its end. */
  void lost() {
    isLost = true;
    work.clear();
  }

  /** Starts what can be started, reads what can be read, and lets go when there is nothing. */
  void pump() {
    if (isLost || isReleasing) {
      return;
    }
    boolean isOpen = openUntil != null && openUntil.isAfter(Instant.now());
    if (isOpen) {
      work.clear();
    } else if (target != null) {
      send();
    }
    if (isReading) {
      return;
    }
    if (isStale || hasMore && !isOpen && hasRoom()) {
      isReading = true;
      isStale = false;
      dispatcher.read(this);
    } else if (work.underWay() == 0 && work.waiting() == 0) {
      isReleasing = true;
      dispatcher.release(this);
    }
  }

  private boolean hasRoom() {
    return work.waiting() < READ_AT_ONCE
        || work.inFlight() < concurrency() && work.waiting() < MOST_WAITING;
  }

  private int concurrency() {
    return Breaker.concurrency(failures, dispatcher.endpointConcurrency());
  }

  private void send() {
    while (work.inFlight() < concurrency()
        && work.underWay() < MOST_UNSETTLED
        && dispatcher.maySend(this)) {
      Optional<Queued> next = work.next();
      if (next.isEmpty()) {
        return;
      }
      dispatcher.send(this, target, next.get());
    }
  }

  /** An attempt was made; what is next is decided here, and written down by the dispatcher. */
  void attempted(Queued delivery, Target sentTo, Attempt attempt) {
    work.attempted(delivery);
    Settled settled =
        Settled.of(endpointId, delivery, attempt, ThreadLocalRandom.current().nextDouble());
    boolean isNews = !attempt.isSuccess() || failures > 0;
    dispatcher.settle(this, settled, isNews ? Optional.of(fare(attempt)) : Optional.empty());
    if (!attempt.isSuccess()) {
      dispatcher.failed(sentTo, failures, attempt);
    }
    pump();
  }

  private Fare fare(Attempt attempt) {
    learnt++;
    failures = attempt.isSuccess() ? 0 : failures + 1;
    Duration rest = Breaker.rest(failures);
    openUntil = rest.isZero() ? null : Instant.now().plus(rest);
    return new Fare(endpointId, failures, rest);
  }

  /** The attempt is written down. */
  void settled(Queued delivery) {
    work.settled(delivery);
    pump();
  }
}
