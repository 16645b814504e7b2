package com.jagcall.messaging.inbound;

import com.jagcall.common.outbox.Outbox;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageEvents;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.optout.Keyword;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Stores what comes in, with all that follows from it, in the caller's transaction. */
@ApplicationScoped
public class Inbox {
  private final MessageRepository messages;
  private final KeywordAnswers keywords;
  private final TaskRows tasks;
  private final Outbox outbox;
  private final Clock clock;

  Inbox(
      MessageRepository messages,
      KeywordAnswers keywords,
      TaskRows tasks,
      Outbox outbox,
      Clock clock) {
    this.messages = messages;
    this.keywords = keywords;
    this.tasks = tasks;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Stores a message; answers its row. The caller rings when it is committed. */
  public Uni<Message> store(Incoming incoming) {
    Message message = incoming.received(clock.instant());
    Optional<Keyword> keyword = Keyword.of(message.body());
    List<String> kinds = TaskRows.kinds(message, keyword.isPresent());
    return messages
        .add(message)
        .chain(() -> outbox.add(MessageEvents.received(message)))
        .chain(
            () ->
                keyword.isPresent()
                    ? keywords.obey(keyword.get(), message)
                    : Uni.createFrom().voidItem())
        .chain(() -> kinds.isEmpty() ? Uni.createFrom().voidItem() : tasks.add(message, kinds))
        .replaceWith(message);
  }
}
