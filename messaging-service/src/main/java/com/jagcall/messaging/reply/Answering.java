package com.jagcall.messaging.reply;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.batch.Gathering;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.billing.Billing;
import com.jagcall.messaging.billing.Billing.Use;
import com.jagcall.messaging.billing.NoSuchPrice;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.inbound.TaskRows;
import com.jagcall.messaging.inbound.TaskRows.Task;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import com.jagcall.messaging.text.SegmentedText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Answers a message: has its agent think, holds the answer's price, and in one transaction ends the
 * task and accepts the answer. Whoever loses the task on the way gets the money back.
 */
@ApplicationScoped
class Answering {
  private static final Logger LOG = Logger.getLogger(Answering.class);

  private final Thinking thinking;
  private final ReplyRules rules;
  private final Billing billing;
  private final TaskRows tasks;
  private final Departures departures;
  private final Doorbell bell;
  private final Vertx vertx;

  Answering(
      Thinking thinking,
      ReplyRules rules,
      Billing billing,
      TaskRows tasks,
      Departures departures,
      Doorbell bell,
      Vertx vertx) {
    this.thinking = thinking;
    this.rules = rules;
    this.billing = billing;
    this.tasks = tasks;
    this.departures = departures;
    this.bell = bell;
    this.vertx = vertx;
  }

  /** Answers the message, or ends its task without. */
  Uni<Void> answer(Task task) {
    return thinking
        .answer(task.message())
        .chain(text -> text.isEmpty() ? leave(task) : pay(task, text));
  }

  /** Ends the task without an answer. */
  Uni<Void> leave(Task task) {
    return inTransaction(() -> tasks.done(task)).replaceWithVoid();
  }

  /** Sessions belong to a context, and several messages are answered at a time. */
  private <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    return Gathering.onNewContext(vertx.getOrCreateContext(), () -> Panache.withTransaction(work));
  }

  private Uni<Void> pay(Task task, String text) {
    Message message = task.message();
    String id = Message.newId();
    if (message.mode() == Mode.TEST) {
      return accept(task, reply(task, id, text, Money.ZERO, null));
    }
    Use use =
        new Use(
            Ids.next("smh_"),
            message.tenant(),
            "sms_outbound",
            message.fromNumber(),
            SegmentedText.of(text).segments().size(),
            id,
            "SMS to " + message.fromNumber());
    return billing
        .hold(use)
        .chain(cost -> accept(task, reply(task, id, text, cost, use.holdId())))
        .onFailure(failure -> failure instanceof NoSuchPrice || Billing.isInsufficient(failure))
        .recoverWithUni(
            failure -> {
              LOG.infof("%s is not answered: %s", message.id(), failure.getMessage());
              return leave(task);
            });
  }

  private static Outbound reply(Task task, String id, String text, Money cost, String holdId) {
    Message message = task.message();
    return new Outbound(
        id,
        message.tenant(),
        Origin.AGENT,
        message.toNumber(),
        message.fromNumber(),
        text,
        message.agentId(),
        Map.of(),
        cost,
        holdId,
        message.id());
  }

  private Uni<Void> accept(Task task, Outbound reply) {
    return inTransaction(() -> acceptIfItMay(task, reply))
        .invoke(bell::ring)
        .chain(
            accepted ->
                accepted || reply.holdId() == null
                    ? Uni.createFrom().voidItem()
                    : billing.release(reply.holdId()));
  }

  private Uni<Boolean> acceptIfItMay(Task task, Outbound reply) {
    return tasks
        .done(task)
        .chain(isOurs -> isOurs ? rules.mayAnswer(task.message()) : Uni.createFrom().item(false))
        .call(mayAnswer -> mayAnswer ? departures.accept(reply) : Uni.createFrom().nullItem());
  }
}
