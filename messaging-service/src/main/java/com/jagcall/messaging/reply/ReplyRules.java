package com.jagcall.messaging.reply;

import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.optout.OptOutRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom an agent may answer. */
@ApplicationScoped
class ReplyRules {
  private final OptOutRepository optOuts;
  private final MessageRepository messages;
  private final ReplyConfig config;

  ReplyRules(OptOutRepository optOuts, MessageRepository messages, ReplyConfig config) {
    this.optOuts = optOuts;
    this.messages = messages;
    this.config = config;
  }

  /** Whether its sender wants messages, and was not answered too often lately. Needs a session. */
  Uni<Boolean> mayAnswer(Message message) {
    String ours = message.toNumber();
    String theirs = message.fromNumber();
    return optOuts
        .exists(message.tenant(), ours, theirs)
        .chain(
            optedOut ->
                optedOut
                    ? Uni.createFrom().item(false)
                    : messages
                        .countRecent(message.tenant(), ours, theirs, Origin.AGENT, config.perHour())
                        .map(count -> count < config.perHour()));
  }
}
