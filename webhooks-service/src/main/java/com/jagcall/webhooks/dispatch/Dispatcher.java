package com.jagcall.webhooks.dispatch;

import com.jagcall.common.id.Ids;
import com.jagcall.webhooks.WebhooksConfig;
import com.jagcall.webhooks.bell.Doorbell;
import com.jagcall.webhooks.dispatch.LaneRows.Fare;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sends what is due. A replica takes an endpoint's lane for as long as there is work in it, so that
 * an endpoint is sent to by one replica at a time; everything about lanes happens on one thread.
 */
@ApplicationScoped
class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final String REPLICA = Ids.base62(16);
  private static final long LOOK_MILLIS = 100;
  private static final int LANES_AT_ONCE = 200;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final long RENEW_MILLIS = 5_000;

  /** Longer than any statement takes that is not stuck. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  @Inject Vertx vertx;
  @Inject LaneRows rows;
  @Inject LaneWork work;
  @Inject AttemptRows attempts;
  @Inject Sender sender;
  @Inject Notices notices;
  @Inject Doorbell bell;
  @Inject WebhooksConfig config;
  @Inject MeterRegistry metrics;

  private final Map<String, Lane> lanes = new HashMap<>();
  private Context context;
  private Batcher<Lane> reads;
  private Batcher<Lane> releases;
  private Settlements settlements;
  private Room room;
  private Counter succeeded;
  private Counter failed;
  private boolean isLooking;
  private boolean lookAgain;
  private volatile boolean isStopping;

  void start(@Observes StartupEvent event) {
    context = vertx.getOrCreateContext();
    reads = new Batcher<>(LANES_AT_ONCE, this::onThread, this::readAll);
    releases = new Batcher<>(LANES_AT_ONCE, this::onThread, this::releaseAll);
    settlements = new Settlements(REPLICA, rows, attempts, this::onThread);
    room = new Room(config.concurrency(), config.organizationConcurrency());
    metrics.gauge("jagcall.webhooks.under.way", room, Room::taken);
    succeeded = metrics.counter("jagcall.webhooks.attempts", "outcome", "success");
    failed = metrics.counter("jagcall.webhooks.attempts", "outcome", "failure");
    bell.answer(() -> onThread(this::look));
    vertx.setPeriodic(LOOK_MILLIS, timer -> onThread(this::look));
    vertx.setPeriodic(RENEW_MILLIS, timer -> onThread(this::renew));
  }

  private void onThread(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  /** Takes no more work, waits until what is under way is written down, and leaves the rest. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    isStopping = true;
    CountDownLatch quiet = new CountDownLatch(1);
    long timer = vertx.setPeriodic(10, ignored -> onThread(() -> countDownIfQuiet(quiet)));
    if (!quiet.await(config.timeout().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Stopped while attempts were under way: another replica will make them again");
    }
    vertx.cancelTimer(timer);
    rows.leave(REPLICA).onFailure().recoverWithNull().await().atMost(MARGIN);
  }

  private void countDownIfQuiet(CountDownLatch quiet) {
    if (room.taken() == 0 && settlements.open() == 0) {
      quiet.countDown();
    }
  }

  int endpointConcurrency() {
    return config.endpointConcurrency();
  }

  /** Looks for lanes with work, those of this replica that have new work among them. */
  private void look() {
    if (isStopping) {
      return;
    }
    if (isLooking) {
      lookAgain = true;
      return;
    }
    isLooking = true;
    lookAgain = false;
    long now = System.nanoTime();
    rows.claim(REPLICA, LANES_AT_ONCE, LEASE)
        .subscribe()
        .with(
            claimed -> onThread(() -> claimed(claimed, now)),
            // PostgreSQL is away: readiness says so, and the next look may find it back.
            failure -> onThread(() -> isLooking = false));
  }

  private void claimed(List<String> names, long nanos) {
    isLooking = false;
    for (String name : names) {
      Lane lane = lanes.computeIfAbsent(name, id -> new Lane(id, this));
      lane.leasedAt(nanos);
      lane.changed();
    }
    if (lookAgain || names.size() == LANES_AT_ONCE) {
      look();
    }
  }

  private void renew() {
    if (lanes.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    List<String> names = List.copyOf(lanes.keySet());
    rows.renew(REPLICA, names, LEASE)
        .subscribe()
        .with(kept -> onThread(() -> renewed(names, Set.copyOf(kept), now)), failure -> {});
  }

  private void renewed(List<String> names, Set<String> kept, long nanos) {
    for (String name : names) {
      Lane lane = lanes.get(name);
      if (lane != null && kept.contains(name)) {
        lane.leasedAt(nanos);
        // What fell due meanwhile, and what could not be read.
        lane.changed();
      } else if (lane != null && !lane.isReleasing()) {
        lanes.remove(name);
        lane.lost();
      }
    }
  }

  /** Whether there is room for one more attempt, and time to make it under the lease. */
  boolean maySend(Lane lane) {
    long left = LEASE.toNanos() - (System.nanoTime() - lane.leasedAtNanos());
    return !isStopping && left > config.timeout().plus(MARGIN).toNanos() && room.hasRoomFor(lane);
  }

  void send(Lane lane, Target target, Queued delivery) {
    room.take(lane.organizationId());
    // Later, even if it is over at once: this lane is in the midst of sending.
    Consumer<Attempt> later = made -> onThread(() -> made(lane, delivery, target, made));
    if (delivery.body() == null) {
      later.accept(Attempt.notKept(target.url()));
    } else {
      sender.send(target, delivery, later);
    }
  }

  private void made(Lane lane, Queued delivery, Target target, Attempt attempt) {
    (attempt.isSuccess() ? succeeded : failed).increment();
    lane.attempted(delivery, target, attempt);
    room.leave(target.tenant().organizationId());
  }

  void read(Lane lane) {
    reads.add(lane);
  }

  private Uni<Void> readAll(List<Lane> wanted) {
    return work.read(REPLICA, wanted.stream().map(Lane::wanted).toList())
        .invoke(read -> onThread(() -> read(wanted, read)))
        .onFailure()
        .invoke(failure -> onThread(() -> wanted.forEach(Lane::notRead)))
        .replaceWithVoid();
  }

  private void read(List<Lane> wanted, Map<String, LaneWork.Read> read) {
    for (Lane lane : wanted) {
      LaneWork.Read found = read.get(lane.endpointId());
      if (found == null) {
        lanes.remove(lane.endpointId(), lane);
        lane.lost();
      } else {
        lane.read(found);
      }
    }
  }

  void release(Lane lane) {
    releases.add(lane);
  }

  private Uni<Void> releaseAll(List<Lane> idle) {
    Map<String, Long> seen = new HashMap<>();
    idle.forEach(lane -> seen.put(lane.endpointId(), lane.revision()));
    return rows.release(REPLICA, seen)
        .invoke(released -> onThread(() -> released(idle, Set.copyOf(released))))
        .onFailure()
        .invoke(failure -> onThread(() -> released(idle, Set.of())))
        .replaceWithVoid();
  }

  private void released(List<Lane> idle, Set<String> released) {
    for (Lane lane : idle) {
      // One that is not being released any more was claimed again meanwhile.
      if (lane.isReleasing() && released.contains(lane.endpointId())) {
        lanes.remove(lane.endpointId(), lane);
        lane.lost();
      } else if (lane.isReleasing()) {
        lane.changed();
      }
    }
  }

  void settle(Lane lane, Settled settled, Optional<Fare> fare) {
    settlements.add(lane, settled, fare);
  }

  void failed(Target target, int failures, Attempt attempt) {
    notices.consider(target, failures, attempt);
  }
}
