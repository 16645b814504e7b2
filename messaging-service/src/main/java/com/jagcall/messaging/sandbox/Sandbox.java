package com.jagcall.messaging.sandbox;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.delivery.Deliveries;
import com.jagcall.messaging.delivery.Fact;
import com.jagcall.messaging.inbound.Inbox;
import com.jagcall.messaging.inbound.Incoming;
import com.jagcall.messaging.number.Numbers;
import com.jagcall.messaging.number.OwnNumber;
import com.jagcall.messaging.sandbox.SandboxRows.Step;
import com.jagcall.messaging.smpp.ReceiptState;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import com.jagcall.messaging.smpp.SubmitOutcome.Refused;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Plays the carrier, and whoever has the telephone, for messages of test keys: by the number that
 * they are sent to, and by the clock alone. What becomes of them is decided where it is decided for
 * live ones.
 */
@ApplicationScoped
public class Sandbox {
  private static final int SUBMIT = 1;
  private static final int RECEIPT = 2;
  private static final int ANSWER = 3;
  private static final int BATCH = 50;

  /** Between two steps. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** ESME_RSUBMITFAIL, SMPP 3.4 section 5.1.3. */
  private static final int SUBMIT_FAILED = 0x45;

  private final SandboxRows rows;
  private final Deliveries deliveries;
  private final Inbox inbox;
  private final Numbers numbers;
  private final Doorbell bell;
  private final Clock clock;

  Sandbox(
      SandboxRows rows,
      Deliveries deliveries,
      Inbox inbox,
      Numbers numbers,
      Doorbell bell,
      Clock clock) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.inbox = inbox;
    this.numbers = numbers;
    this.bell = bell;
    this.clock = clock;
  }

  /** Plays every step that is due. */
  @Scheduled(
      every = "${jagcall.sandbox.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> playDue() {
    Instant now = clock.instant();
    return Multi.createBy()
        .repeating()
        .uni(() -> Panache.withSession(() -> rows.due(now, BATCH)).call(this::playAll))
        .whilst(steps -> steps.size() == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> playAll(List<Step> steps) {
    return Multi.createFrom()
        .iterable(steps)
        .onItem()
        .transformToUniAndConcatenate(step -> play(step).replaceWith(step))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> play(Step step) {
    MagicNumber magic = MagicNumber.of(step.toNumber());
    return switch (step.step()) {
      case SUBMIT -> submit(step, magic);
      case RECEIPT -> receipt(step, magic);
      default ->
          numbers.find(Mode.TEST, step.fromNumber()).chain(found -> answer(step, magic, found));
    };
  }

  private Uni<Void> submit(Step step, MagicNumber magic) {
    SubmitOutcome outcome =
        magic == MagicNumber.FAILED
            ? new Refused(SUBMIT_FAILED, false)
            : new Accepted("sandbox-" + step.messageId(), "sandbox");
    List<Fact> facts =
        IntStream.rangeClosed(1, step.segments())
            .mapToObj(
                number ->
                    (Fact)
                        new Fact.Submitted(
                            step.messageId(), SandboxRows.CLAIM, number, outcome, clock.instant()))
            .toList();
    return inTransaction(
        step, magic == MagicNumber.FAILED, () -> deliveries.learnInTransaction(facts));
  }

  private Uni<Void> receipt(Step step, MagicNumber magic) {
    ReceiptState state =
        magic == MagicNumber.UNDELIVERED ? ReceiptState.UNDELIVERABLE : ReceiptState.DELIVERED;
    List<Fact> facts =
        IntStream.rangeClosed(1, step.segments())
            .mapToObj(number -> (Fact) new Fact.Receipted(step.messageId(), number, state, null))
            .toList();
    boolean isLast = text(magic, step).isEmpty();
    return inTransaction(step, isLast, () -> deliveries.learnInTransaction(facts));
  }

  private Uni<Void> answer(Step step, MagicNumber magic, Optional<OwnNumber> number) {
    return inTransaction(
            step,
            true,
            () ->
                number.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : inbox
                        .store(
                            new Incoming(
                                number.get(),
                                step.toNumber(),
                                text(magic, step).orElseThrow(),
                                1,
                                false))
                        .replaceWithVoid())
        .invoke(bell::ring);
  }

  /** What whoever has the telephone answers; to what the service answers itself, nothing. */
  private static Optional<String> text(MagicNumber magic, Step step) {
    if (!step.origin().equals("api")) {
      return Optional.empty();
    }
    return switch (magic) {
      case REPLY -> Optional.of("Thanks, got it.");
      case OPT_OUT -> Optional.of("STOP");
      case OPT_IN -> Optional.of("START");
      case DELIVERED, UNDELIVERED, FAILED -> Optional.empty();
    };
  }

  /** Whoever moves the step on does what is to be done in it, and nobody else. */
  private Uni<Void> inTransaction(Step step, boolean isLast, Supplier<Uni<Void>> work) {
    return Panache.withTransaction(
        () ->
            rows.moveOn(step, isLast, step.dueAt().plus(PAUSE))
                .chain(isOurs -> isOurs ? work.get() : Uni.createFrom().voidItem()));
  }
}
