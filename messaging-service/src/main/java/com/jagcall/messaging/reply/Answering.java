package com.jagcall.messaging.reply;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.agent.Agent;
import com.jagcall.messaging.agent.Agents;
import com.jagcall.messaging.batch.Gathering;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.billing.Billing;
import com.jagcall.messaging.billing.Billing.Use;
import com.jagcall.messaging.billing.NoSuchPrice;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.inbound.TaskRows;
import com.jagcall.messaging.inbound.TaskRows.Task;
import com.jagcall.messaging.language.Conversation;
import com.jagcall.messaging.language.Conversation.Turn;
import com.jagcall.messaging.language.LanguageModels;
import com.jagcall.messaging.message.Direction;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import com.jagcall.messaging.optout.OptOutRepository;
import com.jagcall.messaging.text.SegmentedText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Has a message's agent answer it: asks for the agent, thinks of an answer, holds its price, and in
 * one transaction ends the task and accepts the answer. Whoever loses the task on the way gets the
 * money back.
 */
@ApplicationScoped
class Answering {
  private static final Logger LOG = Logger.getLogger(Answering.class);
  private static final int LONGEST = 1600;

  private final Agents agents;
  private final LanguageModels models;
  private final Billing billing;
  private final MessageRepository messages;
  private final OptOutRepository optOuts;
  private final TaskRows tasks;
  private final Departures departures;
  private final Doorbell bell;
  private final ReplyConfig config;
  private final Vertx vertx;

  Answering(
      Agents agents,
      LanguageModels models,
      Billing billing,
      MessageRepository messages,
      OptOutRepository optOuts,
      TaskRows tasks,
      Departures departures,
      Doorbell bell,
      ReplyConfig config,
      Vertx vertx) {
    this.agents = agents;
    this.models = models;
    this.billing = billing;
    this.messages = messages;
    this.optOuts = optOuts;
    this.tasks = tasks;
    this.departures = departures;
    this.bell = bell;
    this.config = config;
    this.vertx = vertx;
  }

  /** Answers the message, or ends its task without: its agent does not, or may not. */
  Uni<Void> answer(Task task) {
    Message message = task.message();
    return agents
        .find(message.tenant(), message.agentId())
        .chain(
            found ->
                found
                    .filter(Agent::answers)
                    .map(agent -> thinkIfWanted(task, agent))
                    .orElseGet(() -> leave(task)));
  }

  /** Ends the task without an answer. */
  Uni<Void> leave(Task task) {
    return apart(() -> Panache.withTransaction(() -> tasks.done(task))).replaceWithVoid();
  }

  /** Sessions belong to a context, and several answers are thought of at a time. */
  private <T> Uni<T> apart(Supplier<Uni<T>> work) {
    return Gathering.onNewContext(vertx.getOrCreateContext(), work);
  }

  private Uni<Void> thinkIfWanted(Task task, Agent agent) {
    return apart(() -> Panache.withSession(() -> isWanted(task.message())))
        .chain(isWanted -> isWanted ? think(task, agent) : leave(task));
  }

  /** Before a model is paid for; judged again when the answer is accepted. */
  private Uni<Boolean> isWanted(Message message) {
    String ours = message.toNumber();
    String theirs = message.fromNumber();
    return optOuts
        .exists(message.tenant(), ours, theirs)
        .chain(
            optedOut ->
                optedOut
                    ? Uni.createFrom().item(false)
                    : messages
                        .countRecent(
                            message.tenant(), ours, theirs, Origin.AGENT, config.perHour())
                        .map(count -> count < config.perHour()));
  }

  private Uni<Void> think(Task task, Agent agent) {
    Message message = task.message();
    return apart(
            () ->
                Panache.withSession(
                    () ->
                        messages.thread(
                            message.tenant(),
                            message.toNumber(),
                            message.fromNumber(),
                            config.context())))
        .chain(
            thread ->
                models
                    .of(message.mode())
                    .answer(conversation(agent, message, thread)))
        .map(Answering::sendable)
        .chain(text -> text.isEmpty() ? leave(task) : pay(task, text));
  }

  private static Conversation conversation(Agent agent, Message message, List<Message> thread) {
    List<Turn> turns =
        thread.stream()
            .filter(one -> one.origin() != Origin.KEYWORD)
            .filter(one -> !one.createdAt().isAfter(message.createdAt()))
            .filter(one -> !one.id().equals(message.id()))
            .map(one -> new Turn(one.direction() == Direction.OUTBOUND, one.body()))
            .collect(Collectors.toList());
    turns.add(new Turn(false, message.body()));
    return new Conversation(
        agent.model(), agent.temperature(), agent.language(), agent.systemPrompt(), turns);
  }

  /** What a model says is cut where a message ends, and holds nothing that cannot be sent. */
  private static String sendable(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c == '\n' || !Character.isISOControl(c))
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
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
    return apart(() -> Panache.withTransaction(() -> acceptIfWanted(task, reply)))
        .invoke(bell::ring)
        .chain(
            accepted ->
                accepted || reply.holdId() == null
                    ? Uni.createFrom().voidItem()
                    : billing.release(reply.holdId()));
  }

  private Uni<Boolean> acceptIfWanted(Task task, Outbound reply) {
    return tasks
        .done(task)
        .chain(isOurs -> isOurs ? isWanted(task.message()) : Uni.createFrom().item(false))
        .call(
            isWanted ->
                isWanted ? departures.accept(reply) : Uni.createFrom().nullItem());
  }
}
