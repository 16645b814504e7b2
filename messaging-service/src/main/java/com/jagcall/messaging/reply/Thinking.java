package com.jagcall.messaging.reply;

import com.jagcall.messaging.agent.Agent;
import com.jagcall.messaging.agent.Agents;
import com.jagcall.messaging.batch.Gathering;
import com.jagcall.messaging.language.Conversation;
import com.jagcall.messaging.language.Conversation.Turn;
import com.jagcall.messaging.language.LanguageModels;
import com.jagcall.messaging.message.Direction;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.Origin;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Has a message's agent think of an answer. */
@ApplicationScoped
class Thinking {
  private static final int LONGEST = 1600;
  private static final Uni<String> NOTHING = Uni.createFrom().item("");

  private final Agents agents;
  private final LanguageModels models;
  private final MessageRepository messages;
  private final ReplyRules rules;
  private final ReplyConfig config;
  private final Vertx vertx;

  Thinking(
      Agents agents,
      LanguageModels models,
      MessageRepository messages,
      ReplyRules rules,
      ReplyConfig config,
      Vertx vertx) {
    this.agents = agents;
    this.models = models;
    this.messages = messages;
    this.rules = rules;
    this.config = config;
    this.vertx = vertx;
  }

  /** The answer; empty text: the agent does not answer messages, may not, or says nothing. */
  Uni<String> answer(Message message) {
    return agents
        .find(message.tenant(), message.agentId())
        .chain(
            found ->
                found
                    .filter(Agent::answers)
                    .map(agent -> answerIfItMay(agent, message))
                    .orElse(NOTHING));
  }

  /** Judged before a model is paid for, and again when the answer is accepted. */
  private Uni<String> answerIfItMay(Agent agent, Message message) {
    return inSession(() -> rules.mayAnswer(message))
        .chain(mayAnswer -> mayAnswer ? think(agent, message) : NOTHING);
  }

  private Uni<String> think(Agent agent, Message message) {
    return inSession(
            () ->
                messages.thread(
                    message.tenant(), message.toNumber(), message.fromNumber(), config.context()))
        .chain(thread -> models.of(message.mode()).answer(conversation(agent, message, thread)))
        .map(Thinking::sendable);
  }

  /** Sessions belong to a context, and several answers are thought of at a time. */
  private <T> Uni<T> inSession(Supplier<Uni<T>> work) {
    return Gathering.onNewContext(vertx.getOrCreateContext(), () -> Panache.withSession(work));
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
}
