package com.jagcall.common.thing;

import com.jagcall.common.outbox.EventHandler;
import com.jagcall.common.outbox.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Makes a thing of each event; fails on the name "bad" while it is told to. */
@ApplicationScoped
public class ThingTold implements EventHandler {
  private volatile boolean isFailing;

  @RegisterForReflection
  public record Told(String id, String organizationId, String name) {}

  public void fail(boolean failing) {
    isFailing = failing;
  }

  @Override
  public String type() {
    return "thing.told";
  }

  @Override
  public Set<String> senders() {
    return Set.of("agents-service");
  }

  @Override
  public Uni<Void> handle(ReceivedEvent event) {
    Told told = event.payload(Told.class);
    Thing thing = new Thing();
    thing.id = told.id();
    thing.organizationId = told.organizationId();
    thing.name = told.name();
    return Panache.getSession()
        .chain(session -> session.persist(thing).chain(session::flush))
        .invoke(() -> failIfTold(told));
  }

  private void failIfTold(Told told) {
    if (isFailing && told.name().equals("bad")) {
      throw new IllegalStateException("told to fail");
    }
  }
}
