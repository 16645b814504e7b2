package com.jagcall.calls.summary;

import com.jagcall.calls.call.Transcripts;
import com.jagcall.calls.switchboard.Tasks;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.CustomerEvent;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sums up calls that are over: takes tasks that are due, has them done, writes down what came of
 * them. No transaction is open while a model thinks. Whoever dies over a task leaves it to the
 * others; none is tried more often than it may be.
 */
@ApplicationScoped
class SummaryWork {
  private static final Logger LOG = Logger.getLogger(SummaryWork.class);

  /** Answers of one attempt, each from two models: the summary, the data, the data corrected. */
  private static final int LONGEST = 6;

  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Summaries summaries;
  private final Transcripts transcripts;
  private final Summarizer summarizer;
  private final SummaryConfig config;
  private final Outbox outbox;
  private final Tasks tasks;
  private final Clock clock;
  private final String publicUrl;
  private final AtomicInteger running = new AtomicInteger();

  SummaryWork(
      Summaries summaries,
      Transcripts transcripts,
      Summarizer summarizer,
      SummaryConfig config,
      Outbox outbox,
      Tasks tasks,
      Clock clock,
      @ConfigProperty(name = "jagcall.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.summaries = summaries;
    this.transcripts = transcripts;
    this.summarizer = summarizer;
    this.config = config;
    this.outbox = outbox;
    this.tasks = tasks;
    this.clock = clock;
    this.publicUrl = publicUrl;
  }

  /** The data of {@code call.summary.ready}. */
  @RegisterForReflection
  record Ready(String callId, String agentId, String status, String transcriptUrl) {}

  /** Takes as many tasks as there is room for; answers when they are taken, not when done. */
  @Scheduled(
      every = "${jagcall.summary.every:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    int room = config.concurrency() - running.get();
    if (room <= 0) {
      return Uni.createFrom().voidItem();
    }
    return summaries
        .claim(room, config.timeout().multipliedBy(LONGEST).plus(MARGIN))
        .invoke(claimed -> claimed.forEach(this::start))
        .replaceWithVoid();
  }

  private void start(Task task) {
    running.incrementAndGet();
    attempt(task)
        .onFailure(Asking.NoAnswer.class)
        .recoverWithUni(failure -> putOff(task, failure))
        .onTermination()
        .invoke(running::decrementAndGet)
        .subscribe()
        .with(
            ignored -> {},
            failure -> LOG.warnf("%s is summed up later: %s", task.callId(), failure));
  }

  private Uni<Void> attempt(Task task) {
    // Beyond the last attempt are those whose worker died each time.
    if (task.attempt() > config.attempts()) {
      return finish(task, CallSummary.without(CallSummary.Status.FAILED));
    }
    boolean isLast = task.attempt() == config.attempts();
    return transcripts
        .segments(task.tenant(), task.callId())
        .chain(said -> summarizer.sumUp(task.agent(), said, isLast))
        .chain(summary -> finish(task, summary));
  }

  private Uni<Void> putOff(Task task, Throwable failure) {
    LOG.infof("%s is not summed up yet: %s", task.callId(), failure.getMessage());
    return summaries.putOff(task, config.pause().multipliedBy(task.attempt()));
  }

  /** A model answers on a thread of its own, where no session can be opened. */
  private Uni<Void> finish(Task task, CallSummary summary) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                tasks.run(
                    () ->
                        Panache.withTransaction(
                            () ->
                                summaries
                                    .finish(task, summary)
                                    .chain(
                                        isOurs ->
                                            isOurs
                                                ? tell(task, summary)
                                                : Uni.createFrom().voidItem())),
                    ignored -> emitter.complete(null),
                    emitter::fail));
  }

  private Uni<Void> tell(Task task, CallSummary summary) {
    Tenant tenant = task.tenant();
    Ready data =
        new Ready(
            task.callId(),
            task.agent().id(),
            summary.status().wire(),
            publicUrl + "/v1/calls/" + task.callId() + "/transcript");
    return outbox.add(
        new OutboxEvent(
            "webhooks-service",
            "call.summary.ready",
            task.callId(),
            new CustomerEvent(
                tenant.organizationId(),
                tenant.mode(),
                task.agent().id(),
                "call.summary.ready",
                clock.instant(),
                data)));
  }
}
