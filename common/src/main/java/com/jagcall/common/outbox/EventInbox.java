package com.jagcall.common.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.error.Outage;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Handles each event once, those of one key in their order. */
@ApplicationScoped
class EventInbox {
  private static final Logger LOG = Logger.getLogger(EventInbox.class);

  @Inject @All List<EventHandler> handlers;
  @Inject Instance<EventCollector> collectors;
  @Inject ObjectMapper json;

  private Map<String, EventHandler> byType;
  private Optional<EventCollector> collector;

  @PostConstruct
  void index() {
    byType =
        handlers.stream()
            .collect(Collectors.toUnmodifiableMap(EventHandler::type, Function.identity()));
    collector = collectors.isUnsatisfied() ? Optional.empty() : Optional.of(collectors.get());
  }

  /** Answers the identifiers of the events that were not handled. */
  Uni<List<String>> receive(List<EventResource.Event> events, String sender) {
    Set<String> refusedKeys = new HashSet<>();
    return Multi.createFrom()
        .iterable(runs(events, sender))
        .onItem()
        .transformToUniAndConcatenate(
            run ->
                run.size() > 1
                    ? receiveTogether(run, sender, refusedKeys)
                    : receiveEach(run, sender, refusedKeys))
        .onItem()
        .disjoint()
        .map(String.class::cast)
        .collect()
        .asList();
  }

  /** The events in their order; those that stand together and are collected, together. */
  private List<List<EventResource.Event>> runs(List<EventResource.Event> events, String sender) {
    List<List<EventResource.Event>> runs = new ArrayList<>();
    boolean isCollecting = false;
    for (EventResource.Event event : events) {
      boolean isCollected = isCollected(event, sender);
      if (!isCollected || !isCollecting) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(event);
      isCollecting = isCollected;
    }
    return runs;
  }

  private boolean isCollected(EventResource.Event event, String sender) {
    return !byType.containsKey(event.type())
        && collector.map(EventCollector::senders).orElse(Set.of()).contains(sender);
  }

  private Uni<List<String>> receiveTogether(
      List<EventResource.Event> run, String sender, Set<String> refusedKeys) {
    List<EventResource.Event> open =
        run.stream().filter(event -> !refusedKeys.contains(event.key())).toList();
    if (open.size() < run.size()) {
      return receiveEach(run, sender, refusedKeys);
    }
    return collect(run, sender)
        .replaceWith(List.<String>of())
        .onFailure(failure -> !Outage.isBehind(failure))
        .recoverWithUni(() -> receiveEach(run, sender, refusedKeys));
  }

  private Uni<Void> collect(List<EventResource.Event> events, String sender) {
    return Panache.withTransaction(() -> collectOnce(events, sender))
        .invoke(() -> collector.orElseThrow().committed());
  }

  private Uni<Void> collectOnce(List<EventResource.Event> events, String sender) {
    Map<String, EventResource.Event> byId = new LinkedHashMap<>();
    events.forEach(event -> byId.putIfAbsent(event.id(), event));
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        INSERT INTO received_event (id) SELECT unnest(cast(:ids AS text[]))
                        ON CONFLICT DO NOTHING RETURNING id
                        """,
                        String.class)
                    .setParameter("ids", byId.keySet().toArray(String[]::new))
                    .getResultList())
        .map(Set::copyOf)
        .map(
            fresh ->
                byId.values().stream()
                    .filter(event -> fresh.contains(event.id()))
                    .map(event -> received(event, sender))
                    .toList())
        .chain(
            fresh ->
                fresh.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : collector.orElseThrow().collect(fresh));
  }

  private Uni<List<String>> receiveEach(
      List<EventResource.Event> events, String sender, Set<String> refusedKeys) {
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
    if (isCollected(event, sender)) {
      return collect(List.of(event), sender)
          .replaceWith("")
          .onFailure(failure -> !Outage.isBehind(failure))
          .recoverWithItem(failure -> refuse(event, failure, refusedKeys));
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
