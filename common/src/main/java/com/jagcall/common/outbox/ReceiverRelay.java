package com.jagcall.common.outbox;

import com.jagcall.common.id.Ids;
import com.jagcall.common.outbox.OutboxRows.Waiting;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Sends what waits for one receiver, batch by batch, while this replica is the one to do so. */
final class ReceiverRelay {
  private static final Logger LOG = Logger.getLogger(ReceiverRelay.class);
  private static final String REPLICA = Ids.base62(16);

  /** Longer than a batch can take: its time-out and two statements. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private static final long RENEWAL_NANOS = LEASE.dividedBy(3).toNanos();
  private static final Duration OTHERS_TURN = Duration.ofSeconds(1);
  private static final Duration FIRST_REST = Duration.ofMillis(500);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int MAX_DOUBLINGS = 6;

  private final String receiver;
  private final OutboxRows rows;
  private final Delivery delivery;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile int failures;
  private volatile long restUntilNanos = System.nanoTime();
  private volatile long leasedAtNanos;

  ReceiverRelay(String receiver, OutboxRows rows, Delivery delivery) {
    this.receiver = receiver;
    this.rows = rows;
    this.delivery = delivery;
  }

  /** Sends all that waits, unless that is under way, or the receiver is left in peace. */
  void run() {
    if (System.nanoTime() - restUntilNanos < 0 || !busy.compareAndSet(false, true)) {
      return;
    }
    lease()
        .chain(isOurs -> isOurs ? drain() : Uni.createFrom().voidItem().invoke(this::leaveToOther))
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(ignored -> {}, this::rest);
  }

  private Uni<Boolean> lease() {
    long now = System.nanoTime();
    return rows.lease(receiver, REPLICA, LEASE)
        .invoke(isOurs -> leasedAtNanos = isOurs ? now : leasedAtNanos);
  }

  private void leaveToOther() {
    restUntilNanos = System.nanoTime() + OTHERS_TURN.toNanos();
  }

  private Uni<Void> drain() {
    return Multi.createBy()
        .repeating()
        .uni(this::sendBatch)
        .whilst(hasMore -> hasMore)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Whether there may be more. */
  private Uni<Boolean> sendBatch() {
    Uni<Boolean> isOurs =
        System.nanoTime() - leasedAtNanos > RENEWAL_NANOS ? lease() : Uni.createFrom().item(true);
    return isOurs
        .chain(
            ours ->
                ours
                    ? rows.next(receiver, Delivery.BATCH)
                    : Uni.createFrom().item(List.<Waiting>of()))
        .chain(batch -> batch.isEmpty() ? Uni.createFrom().item(false) : send(batch));
  }

  private Uni<Boolean> send(List<Waiting> waiting) {
    List<Waiting> batch = Delivery.fitting(waiting);
    return delivery
        .send(receiver, batch)
        .invoke(refused -> reached())
        .chain(refused -> settle(batch, refused))
        .replaceWith(true);
  }

  private Uni<Void> settle(List<Waiting> batch, Set<String> refused) {
    return rows.settle(
        batch.stream().filter(event -> !refused.contains(event.id())).toList(),
        batch.stream().filter(event -> refused.contains(event.id())).toList());
  }

  private void reached() {
    if (failures > 0) {
      LOG.infof("%s takes events again", receiver);
    }
    failures = 0;
  }

  private void rest(Throwable failure) {
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    long millis = Math.min(rest.toMillis(), LONGEST_REST.toMillis());
    restUntilNanos =
        System.nanoTime()
            + Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis)).toNanos();
    if (failures++ == 0) {
      LOG.warnf("Events for %s wait, it is tried again and again: %s", receiver, failure);
    }
  }
}
