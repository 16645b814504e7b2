package com.jagcall.messaging.submission;

import com.jagcall.common.error.Outage;
import com.jagcall.messaging.batch.Gathering;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.delivery.Deliveries;
import com.jagcall.messaging.delivery.DeliveryConfig;
import com.jagcall.messaging.delivery.Fact;
import com.jagcall.messaging.smpp.Carrier;
import com.jagcall.messaging.smpp.OutgoingSegment;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.smpp.SubmitOutcome.Unanswered;
import com.jagcall.messaging.submission.ClaimRows.Claim;
import com.jagcall.messaging.text.SegmentedText;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Submits what is due: a message's segments one after the other, many messages at a time. What it
 * does with whom is decided on one thread.
 */
@ApplicationScoped
class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final long LOOK_MILLIS = 100;
  private static final int CLAIMED_AT_ONCE = 250;
  private static final int WORTH_CLAIMING = 100;
  private static final int LEARNT_AT_ONCE = 250;

  /** Transactions that write down what was learnt, side by side: while one waits, another works. */
  private static final int LANES = 2;

  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(15);

  @Inject Vertx vertx;
  @Inject ClaimRows rows;
  @Inject Deliveries deliveries;
  @Inject Carrier carrier;
  @Inject Doorbell bell;
  @Inject DeliveryConfig config;
  @Inject Clock clock;
  @Inject MeterRegistry metrics;

  private Context context;
  private List<Gathering<Fact>> lanes;
  private boolean isClaiming;
  private boolean lookAgain;
  private int underWay;
  private volatile boolean isStopping;

  void start(@Observes StartupEvent event) {
    context = vertx.getOrCreateContext();
    lanes =
        Stream.generate(() -> new Gathering<>(vertx, LEARNT_AT_ONCE, this::learn))
            .limit(LANES)
            .toList();
    metrics.gauge("jagcall.messaging.under.way", this, dispatcher -> dispatcher.underWay);
    bell.answer(() -> onThread(this::look));
    vertx.setPeriodic(LOOK_MILLIS, timer -> onThread(this::look));
  }

  private void onThread(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  /** Takes no more messages, and waits until what is known of those under way is written down. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    isStopping = true;
    CountDownLatch quiet = new CountDownLatch(1);
    long timer = vertx.setPeriodic(10, ignored -> onThread(() -> countDownIfQuiet(quiet)));
    if (!quiet.await(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Stopped while messages were under way: they count as sent, and may not be");
    }
    vertx.cancelTimer(timer);
  }

  private void countDownIfQuiet(CountDownLatch quiet) {
    if (underWay == 0 && !isClaiming) {
      quiet.countDown();
    }
  }

  private void look() {
    int room = Math.min(CLAIMED_AT_ONCE, config.concurrency() - underWay);
    if (isStopping || room <= 0 || !carrier.ready()) {
      return;
    }
    if (isClaiming) {
      lookAgain = true;
      return;
    }
    isClaiming = true;
    lookAgain = false;
    rows.claim(clock.instant(), config.lease(), room)
        .subscribe()
        .with(
            claims -> onThread(() -> claimed(claims, room)),
            // PostgreSQL is away: readiness says so, and the next look may find it back.
            failure -> onThread(() -> isClaiming = false));
  }

  private void claimed(List<Claim> claims, int room) {
    isClaiming = false;
    underWay += claims.size();
    claims.forEach(this::submit);
    if (lookAgain || claims.size() == room) {
      look();
    }
  }

  private void submit(Claim claim) {
    SegmentedText text = SegmentedText.of(claim.body());
    submit(claim, text, claim.nextSegment());
  }

  private void submit(Claim claim, SegmentedText text, int number) {
    carrier
        .submit(
            new OutgoingSegment(
                claim.messageId(),
                claim.from(),
                claim.to(),
                text.encoding(),
                text.segments().get(number - 1),
                claim.reference()))
        .subscribe()
        .with(
            outcome -> onThread(() -> submitted(claim, text, number, outcome)),
            // It promises not to; if it does, nobody knows what was written.
            failure -> onThread(() -> submitted(claim, text, number, new Unanswered("unknown"))));
  }

  private void submitted(Claim claim, SegmentedText text, int number, SubmitOutcome outcome) {
    Uni<Void> learnt =
        lane(claim)
            .add(
                new Fact.Submitted(
                    claim.messageId(),
                    claim.claim(),
                    number,
                    outcome,
                    clock.instant(),
                    claim.claimed()));
    boolean hasMore = number < text.segments().size();
    if (hasMore && (outcome instanceof Accepted || outcome instanceof Unanswered)) {
      // Written down before the next one is submitted, so that no two replicas ever go on.
      learnt.subscribe().with(done -> onThread(() -> submit(claim, text, number + 1)));
    } else {
      learnt.subscribe().with(done -> onThread(this::ended));
    }
    metrics
        .counter("jagcall.messaging.submits", "outcome", outcome.getClass().getSimpleName())
        .increment();
  }

  /** Always the same for one message. */
  private Gathering<Fact> lane(Claim claim) {
    return lanes.get(Math.floorMod(claim.messageId().hashCode(), LANES));
  }

  /** Claims for a few only when nothing else is there to do; the timer sees to the rest. */
  private void ended() {
    underWay--;
    if (underWay == 0 || config.concurrency() - underWay >= WORTH_CLAIMING) {
      look();
    }
  }

  /** What PostgreSQL does not take is left to the end of its lease, and stops nobody else. */
  private Uni<Void> learn(List<Fact> learnt) {
    return Uni.createFrom()
        .deferred(() -> deliveries.learn(learnt))
        .onFailure(Outage::isBehind)
        .invoke(failure -> LOG.warnf("Outcomes are not written down yet: %s", failure))
        .onFailure(Outage::isBehind)
        .retry()
        .withBackOff(AGAIN, LONGEST_PAUSE)
        .indefinitely()
        .onFailure()
        .recoverWithUni(failure -> learnt.size() == 1 ? leave(learnt, failure) : each(learnt));
  }

  private Uni<Void> each(List<Fact> learnt) {
    return Multi.createFrom()
        .iterable(learnt)
        .onItem()
        .transformToUniAndConcatenate(fact -> learn(List.of(fact)).replaceWith(fact))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> leave(List<Fact> learnt, Throwable failure) {
    LOG.errorf(failure, "%s counts as unanswered", learnt.get(0));
    return Uni.createFrom().voidItem();
  }
}
