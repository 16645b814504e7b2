package com.jagcall.webhooks.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.outbox.EventCollector;
import com.jagcall.common.outbox.ReceivedEvent;
import com.jagcall.webhooks.bell.Doorbell;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Takes what happened in the other services for the organizations' endpoints. */
@ApplicationScoped
class CustomerEvents implements EventCollector {
  private final Intake intake;
  private final Doorbell bell;

  CustomerEvents(Intake intake, Doorbell bell) {
    this.intake = intake;
    this.bell = bell;
  }

  /** As common's CustomerEvent, its data untouched. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Told(
      String organizationId,
      Mode mode,
      String agentId,
      String event,
      Instant timestamp,
      JsonNode data) {

    boolean isComplete() {
      return organizationId != null
          && mode != null
          && event != null
          && timestamp != null
          && data != null
          && data.isObject();
    }
  }

  @Override
  public Set<String> senders() {
    return Set.of(
        "accounts-service",
        "agents-service",
        "billing-service",
        "calls-service",
        "messaging-service",
        "numbers-service");
  }

  @Override
  public Uni<Void> collect(List<ReceivedEvent> events) {
    return intake.store(events.stream().map(this::stored).toList()).replaceWithVoid();
  }

  private NewEvent stored(ReceivedEvent event) {
    Told told = event.payload(Told.class);
    if (!told.isComplete()) {
      throw new IllegalArgumentException("a " + event.type() + " is no customer's event");
    }
    String body = intake.write(new Body(told.event(), told.timestamp(), told.data()));
    return new NewEvent(
        event.id(),
        event.key(),
        body,
        new NewEvent.Audience(
            told.organizationId(), told.mode().wire(), told.event(), told.agentId(), null));
  }

  @Override
  public void committed() {
    bell.ring();
  }
}
