package com.jagcall.messaging.reply;

import com.jagcall.messaging.inbound.TaskRows;
import com.jagcall.messaging.inbound.TaskRows.Task;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Has agents answer what came in. Every replica is at it; a message is answered once at most. */
@ApplicationScoped
public class Replies {
  private static final Logger LOG = Logger.getLogger(Replies.class);

  /** Longer than a model may take. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final int LONGEST_PAUSE_DOUBLINGS = 5;

  private final TaskRows tasks;
  private final Answering answering;
  private final ReplyConfig config;
  private final Clock clock;

  Replies(TaskRows tasks, Answering answering, ReplyConfig config, Clock clock) {
    this.tasks = tasks;
    this.answering = answering;
    this.config = config;
    this.clock = clock;
  }

  /** Answers what is due. What cannot be answered now is tried again, for a while. */
  @Scheduled(
      every = "${jagcall.inbound.tasks}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> answerDue() {
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                tasks
                    .claim("reply", clock.instant(), LEASE, config.concurrency())
                    .call(this::answerAll))
        .whilst(claimed -> claimed.size() == config.concurrency())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> answerAll(List<Task> claimed) {
    return Multi.createFrom()
        .iterable(claimed)
        .onItem()
        .transformToUni(this::answer)
        .merge(config.concurrency())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> answer(Task task) {
    return answering
        .answer(task)
        .onFailure()
        .invoke(failure -> LOG.warnf("%s is not answered now: %s", task.message().id(), failure))
        .onFailure()
        .recoverWithUni(() -> task.isLast() ? answering.leave(task) : tasks.later(task, due(task)))
        .onFailure()
        .recoverWithNull();
  }

  private Instant due(Task task) {
    int doublings = Math.min(task.attempt(), LONGEST_PAUSE_DOUBLINGS);
    return clock.instant().plusSeconds(1L << doublings);
  }
}
