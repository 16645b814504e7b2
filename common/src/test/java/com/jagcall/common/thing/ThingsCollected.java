package com.jagcall.common.thing;

import com.jagcall.common.outbox.EventCollector;
import com.jagcall.common.outbox.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a thing of each event that nobody else takes; always fails on the name "never". */
@ApplicationScoped
public class ThingsCollected implements EventCollector {
  private final List<Integer> sizes = new ArrayList<>();
  private int commits;

  /** How many came together, each time. */
  public synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  public synchronized int commits() {
    return commits;
  }

  public synchronized void reset() {
    sizes.clear();
    commits = 0;
  }

  @Override
  public Set<String> senders() {
    return Set.of("calls-service");
  }

  @Override
  public Uni<Void> collect(List<ReceivedEvent> events) {
    synchronized (this) {
      sizes.add(events.size());
    }
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(ThingsCollected::make)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> make(ReceivedEvent event) {
    ThingTold.Told told = event.payload(ThingTold.Told.class);
    if (told.name().equals("never")) {
      throw new IllegalStateException("as it was told to");
    }
    Thing thing = new Thing();
    thing.id = told.id();
    thing.organizationId = told.organizationId();
    thing.name = told.name();
    return Panache.getSession().chain(session -> session.persist(thing).chain(session::flush));
  }

  @Override
  public synchronized void committed() {
    commits++;
  }
}
