package com.jagcall.webhooks.dispatch;

import com.jagcall.common.error.Outage;
import com.jagcall.webhooks.dispatch.LaneRows.Fare;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes down what came of attempts, many at a time, and again until it is written: what is not
 * written down would be sent again. Used from one thread.
 */
final class Settlements {
  private static final Logger LOG = Logger.getLogger(Settlements.class);
  private static final int AT_ONCE = 200;
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String replica;
  private final LaneRows lanes;
  private final AttemptRows attempts;
  private final Executor thread;
  private final Batcher<Made> batches;
  private int open;

  /** What came of an attempt, and what it says of the endpoint if that is news. */
  private record Made(Lane lane, Settled settled, Optional<Fare> fare) {}

  Settlements(String replica, LaneRows lanes, AttemptRows attempts, Executor thread) {
    this.replica = replica;
    this.lanes = lanes;
    this.attempts = attempts;
    this.thread = thread;
    this.batches = new Batcher<>(AT_ONCE, thread, this::write);
  }

  /** How many are not written down yet. */
  int open() {
    return open;
  }

  void add(Lane lane, Settled settled, Optional<Fare> fare) {
    open++;
    batches.add(new Made(lane, settled, fare));
  }

  private Uni<Void> write(List<Made> made) {
    // Of one lane only the last counts, and no row may be updated twice by one statement.
    Map<String, Fare> fares = new HashMap<>();
    made.forEach(one -> one.fare().ifPresent(fare -> fares.put(fare.endpointId(), fare)));
    return settle(made.stream().map(Made::settled).toList())
        .chain(() -> fares.isEmpty() ? nothing() : untilDone(() -> fare(fares)))
        .invoke(() -> thread.execute(() -> written(made)));
  }

  private void written(List<Made> made) {
    open -= made.size();
    made.forEach(one -> one.lane().settled(one.settled().delivery()));
  }

  private Uni<Void> fare(Map<String, Fare> fares) {
    return lanes.fare(replica, new ArrayList<>(fares.values()));
  }

  /** One that can never be written must not hold up all others, so each is tried alone then. */
  private Uni<Void> settle(List<Settled> settled) {
    return untilDone(
        () ->
            attempts
                .settle(settled)
                .onFailure(AttemptRows::isHopeless)
                .recoverWithUni(
                    failure ->
                        settled.size() == 1 ? forget(settled, failure) : settleEach(settled)));
  }

  private Uni<Void> settleEach(List<Settled> settled) {
    return Multi.createFrom()
        .iterable(settled)
        .onItem()
        .transformToUniAndConcatenate(one -> settle(List.of(one)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> forget(List<Settled> settled, Throwable failure) {
    LOG.errorf(
        failure,
        "The delivery %s is given up: what came of it cannot be written down",
        settled.get(0).delivery().deliveryId());
    return attempts.giveUp(settled);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> untilDone(Supplier<Uni<? extends Void>> statement) {
    return Uni.createFrom()
        .deferred(statement)
        .onFailure()
        .invoke(Settlements::tell)
        .onFailure()
        .retry()
        .withBackOff(AGAIN, LONGEST_PAUSE)
        .indefinitely();
  }

  private static void tell(Throwable failure) {
    if (Outage.isBehind(failure)) {
      LOG.warnf("Attempts are not written down yet: %s", failure);
    } else {
      LOG.error("Attempts are not written down yet", failure);
    }
  }
}
