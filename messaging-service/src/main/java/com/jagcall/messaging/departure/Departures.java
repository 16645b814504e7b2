package com.jagcall.messaging.departure;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.delivery.DeliveryConfig;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageRepository;
import com.jagcall.messaging.message.Outbound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Accepts messages that are to be sent: live ones wait for the carrier, those of test keys for the
 * sandbox and never for anything else. In the caller's transaction; the caller rings when it is
 * committed.
 */
@ApplicationScoped
public class Departures {
  private static final String WAIT =
      """
      insert into outgoing (message_id, due_at, give_up_at)
      values (:id, cast(cast(:due as text) as timestamptz),
        cast(cast(:giveUp as text) as timestamptz))
      """;

  private static final String PLAY =
      """
      insert into sandbox_step (message_id, step, due_at)
      values (:id, 1, cast(cast(:due as text) as timestamptz))
      """;

  private final MessageRepository messages;
  private final DeliveryConfig config;
  private final Clock clock;

  Departures(MessageRepository messages, DeliveryConfig config, Clock clock) {
    this.messages = messages;
    this.config = config;
    this.clock = clock;
  }

  /** Accepts a message; answers its row. */
  public Uni<Message> accept(Outbound outbound) {
    Message message = outbound.queued(clock.instant());
    return messages.add(message).chain(() -> enqueue(message)).replaceWith(message);
  }

  private Uni<Void> enqueue(Message message) {
    Instant due = message.createdAt();
    return Panache.getSession()
        .chain(
            session -> {
              Mutiny.MutationQuery query =
                  session
                      .createNativeQuery(message.mode() == Mode.LIVE ? WAIT : PLAY)
                      .setParameter("id", message.id())
                      .setParameter("due", due.toString());
              if (message.mode() == Mode.LIVE) {
                query.setParameter("giveUp", due.plus(config.giveUp()).toString());
              }
              return query.executeUpdate();
            })
        .replaceWithVoid();
  }
}
