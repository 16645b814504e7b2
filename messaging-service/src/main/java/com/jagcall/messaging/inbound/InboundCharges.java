package com.jagcall.messaging.inbound;

import com.jagcall.common.money.Money;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.messaging.billing.Billing;
import com.jagcall.messaging.billing.Billing.Use;
import com.jagcall.messaging.billing.Charges;
import com.jagcall.messaging.billing.NoSuchPrice;
import com.jagcall.messaging.inbound.TaskRows.Task;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Charges inbound messages after they were stored: none is lost for lack of money. What cannot be
 * paid, or has no price, costs nothing.
 */
@ApplicationScoped
public class InboundCharges {
  private static final Logger LOG = Logger.getLogger(InboundCharges.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int BATCH = 50;
  private static final int CONCURRENCY = 8;

  private final TaskRows tasks;
  private final MessageRepository messages;
  private final Billing billing;
  private final Outbox outbox;
  private final Clock clock;

  InboundCharges(
      TaskRows tasks, MessageRepository messages, Billing billing, Outbox outbox, Clock clock) {
    this.tasks = tasks;
    this.messages = messages;
    this.billing = billing;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Charges what is due. */
  @Scheduled(
      every = "${jagcall.inbound.tasks}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> chargeDue() {
    return Multi.createBy()
        .repeating()
        .uni(() -> tasks.claim("charge", clock.instant(), LEASE, BATCH).call(this::chargeAll))
        .whilst(claimed -> claimed.size() == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Money is asked for several at a time; one transaction comes after the other. */
  private Uni<Void> chargeAll(List<Task> claimed) {
    return Multi.createFrom()
        .iterable(claimed)
        .onItem()
        .transformToUni(this::hold)
        .merge(CONCURRENCY)
        .onItem()
        .transformToUniAndConcatenate(held -> charge(held).replaceWith(held))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * @param cost null: nobody could be asked, and it is tried again
   */
  private record Held(Task task, Money cost) {}

  private Uni<Held> hold(Task task) {
    Message message = task.message();
    Use use =
        new Use(
            holdId(message),
            message.tenant(),
            "sms_inbound",
            message.fromNumber(),
            message.segments(),
            message.id(),
            "SMS from " + message.fromNumber());
    return billing
        .hold(use)
        .onFailure(failure -> failure instanceof NoSuchPrice || Billing.isInsufficient(failure))
        .recoverWithItem(Money.ZERO)
        .map(cost -> new Held(task, cost))
        .onFailure()
        .recoverWithItem(() -> new Held(task, task.isLast() ? Money.ZERO : null));
  }

  private static String holdId(Message message) {
    return "smi_" + message.id().substring(Message.ID_PREFIX.length());
  }

  private Uni<Void> charge(Held held) {
    Task task = held.task();
    if (held.cost() == null) {
      return tasks.later(task, clock.instant().plus(PAUSE));
    }
    return Panache.withTransaction(
            () ->
                tasks
                    .done(task)
                    .chain(isOurs -> isOurs ? write(task.message(), held.cost()) : nothing()))
        .onFailure()
        .invoke(failure -> LOG.warnf("%s is charged later: %s", task.message().id(), failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> write(Message message, Money cost) {
    return messages
        .setCost(message.tenant(), message.id(), cost)
        .chain(
            () ->
                cost.micros() == 0
                    ? nothing()
                    : outbox.add(Charges.settle(holdId(message), message.segments())));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
