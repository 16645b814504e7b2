package com.jagcall.common.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;

/**
 * Tells other services what happened here: never of a change that was rolled back, and never not of
 * one that was committed, whatever is killed when. Receivers see an event at least once and act on
 * it once; the events of one key come in their order.
 */
@ApplicationScoped
public class Outbox {
  private static final int MAX_PAYLOAD = 65_536;

  @Inject ObjectMapper json;
  @Inject Receivers receivers;
  @Inject OutboxRelay relay;

  /**
   * Adds an event to the transaction that the caller owns. The row of its aggregate must have been
   * written or locked before: that makes the order.
   */
  public Uni<Void> add(OutboxEvent event) {
    return addAll(List.of(event));
  }

  /** As {@link #add}, of several events, in their order and in one statement. */
  public Uni<Void> addAll(List<OutboxEvent> events) {
    List<OutboxEvent> kept =
        events.stream().filter(event -> receivers.address(event.receiver()).isPresent()).toList();
    if (kept.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        INSERT INTO outbox (id, receiver, type, key, payload)
                        SELECT id, receiver, type, key, payload FROM unnest(
                          cast(:ids AS text[]), cast(:receivers AS text[]), cast(:types AS text[]),
                          cast(:keys AS text[]), cast(:payloads AS text[]))
                          WITH ORDINALITY AS event (id, receiver, type, key, payload, place)
                        ORDER BY place
                        """)
                    .setParameter("ids", texts(kept, event -> Ids.next("evt_")))
                    .setParameter("receivers", texts(kept, OutboxEvent::receiver))
                    .setParameter("types", texts(kept, OutboxEvent::type))
                    .setParameter("keys", texts(kept, OutboxEvent::key))
                    .setParameter("payloads", texts(kept, this::encode))
                    .executeUpdate())
        .invoke(() -> relay.expect())
        .replaceWithVoid();
  }

  private static String[] texts(List<OutboxEvent> events, Function<OutboxEvent, String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }

  private String encode(OutboxEvent event) {
    Registered.check(event.payload().getClass());
    if (event.payload() instanceof CustomerEvent customer) {
      Registered.check(customer.data().getClass());
    }
    try {
      String payload = json.writeValueAsString(event.payload());
      if (payload.length() > MAX_PAYLOAD) {
        throw new IllegalStateException(event.type() + " has a payload of " + payload.length());
      }
      return payload;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(event.type() + " cannot be written as JSON", e);
    }
  }
}
