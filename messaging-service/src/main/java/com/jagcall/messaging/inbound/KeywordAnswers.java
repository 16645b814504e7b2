package com.jagcall.messaging.inbound;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.departure.Departures;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import com.jagcall.messaging.optout.Keyword;
import com.jagcall.messaging.optout.OptOutRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Does what a keyword says, in the transaction that stores the message, and confirms it once. A
 * confirmation is sent to whoever has opted out, too, and costs nothing: the law wants it, whatever
 * the balance.
 */
@ApplicationScoped
class KeywordAnswers {
  private final OptOutRepository optOuts;
  private final MessageRepository messages;
  private final Departures departures;
  private final KeywordTexts texts;

  KeywordAnswers(
      OptOutRepository optOuts,
      MessageRepository messages,
      Departures departures,
      KeywordTexts texts) {
    this.optOuts = optOuts;
    this.messages = messages;
    this.departures = departures;
    this.texts = texts;
  }

  Uni<Void> obey(Keyword keyword, Message said) {
    Tenant tenant = said.tenant();
    String ours = said.toNumber();
    String theirs = said.fromNumber();
    return switch (keyword) {
      case STOP ->
          optOuts.add(tenant, ours, theirs).chain(isNew -> answerIf(isNew, said, texts.stop()));
      case START ->
          optOuts.remove(tenant, ours, theirs).chain(isNew -> answerIf(isNew, said, texts.start()));
      case HELP ->
          messages
              .countRecent(tenant, ours, theirs, Origin.KEYWORD, texts.helpPerHour())
              .chain(count -> answerIf(count < texts.helpPerHour(), said, texts.help()));
    };
  }

  private Uni<Void> answerIf(boolean isWanted, Message said, String text) {
    return isWanted && said.canBeAnswered()
        ? departures.accept(answer(said, text)).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static Outbound answer(Message said, String text) {
    return new Outbound(
        Message.newId(),
        said.tenant(),
        Origin.KEYWORD,
        said.toNumber(),
        said.fromNumber(),
        text,
        said.agentId(),
        Map.of(),
        Money.ZERO,
        null,
        said.id());
  }
}
