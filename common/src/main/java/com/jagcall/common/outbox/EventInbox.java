package com.jagcall.common.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.error.Outage;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Handles each event once, those of one key in their order. */
@ApplicationScoped
class EventInbox {
  private static final Logger LOG = Logger.getLogger(EventInbox.class);

  @Inject @All List<EventHandler> handlers;
  @Inject ObjectMapper json;

  private Map<String, EventHandler> byType;

  @PostConstruct
  void index() {
    byType =
        handlers.stream()
            .collect(Collectors.toUnmodifiableMap(EventHandler::type, Function.identity()));
  }

  /** Answers the identifiers of the events that were not handled. */
  Uni<List<String>> receive(List<EventResource.Event> events, String sender) {
    Set<String> refusedKeys = new HashSet<>();
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> receive(event, sender, refusedKeys))
        .filter(refused -> !refused.isEmpty())
        .collect()
        .asList();
  }

  /** Answers the event's identifier when it is refused, else an empty text. */
  private Uni<String> receive(EventResource.Event event, String sender, Set<String> refusedKeys) {
    if (refusedKeys.contains(event.key())) {
      return Uni.createFrom().item(event.id());
    }
    EventHandler handler = byType.get(event.type());
    if (handler == null || !handler.senders().contains(sender)) {
      LOG.warnf("%s sends a %s, which nobody here takes from it", sender, event.type());
      refusedKeys.add(event.key());
      return Uni.createFrom().item(event.id());
    }
    return Panache.withTransaction(() -> handleOnce(handler, received(event, sender)))
        .replaceWith("")
        .onFailure(failure -> !Outage.isBehind(failure))
        .recoverWithItem(failure -> refuse(event, failure, refusedKeys));
  }

  private ReceivedEvent received(EventResource.Event event, String sender) {
    return new ReceivedEvent(
        event.id(), event.type(), event.key(), event.at(), sender, event.payload(), json);
  }

  private static Uni<Void> handleOnce(EventHandler handler, ReceivedEvent event) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "INSERT INTO received_event (id) VALUES (:id) ON CONFLICT DO NOTHING")
                    .setParameter("id", event.id())
                    .executeUpdate())
        .chain(count -> count == 1 ? handler.handle(event) : Uni.createFrom().voidItem());
  }

  private static String refuse(
      EventResource.Event event, Throwable failure, Set<String> refusedKeys) {
    LOG.errorf(failure, "The %s %s is not handled: it will come again", event.type(), event.id());
    refusedKeys.add(event.key());
    return event.id();
  }
}
