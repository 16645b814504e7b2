package com.jagcall.webhooks.event;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import com.jagcall.webhooks.endpoint.EventTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What happens to endpoints themselves. The caller owns the transaction. */
@ApplicationScoped
public class OwnEvents {
  private final Intake intake;

  OwnEvents(Intake intake) {
    this.intake = intake;
  }

  @RegisterForReflection
  record Tested(String endpointId, String message) {}

  @RegisterForReflection
  record Failing(String endpointId, String host, Instant failingSince, String error) {}

  @RegisterForReflection
  record Disabled(String endpointId, String host, String reason) {}

  /** Sends an endpoint an event that means nothing; answers the delivery's identifier. */
  public Uni<String> test(Tenant tenant, String endpointId) {
    Tested data = new Tested(endpointId, "This is a test: nothing happened.");
    NewEvent event = event(tenant, EventTypes.TEST, endpointId, data);
    // A key of its own: a test does not wait for other tests.
    return intake.storeFor(
        endpointId, NewEvent.of(tenant, event.id(), EventTypes.TEST, event.id(), event.body()));
  }

  /** Tells the organization's other endpoints that one is failing. */
  public Uni<Void> failing(
      Tenant tenant, String endpointId, String url, Instant failingSince, String error) {
    return tell(
        tenant,
        EventTypes.FAILING,
        endpointId,
        new Failing(endpointId, host(url), failingSince, error));
  }

  /** Tells the organization's other endpoints that one was disabled. */
  public Uni<Void> disabled(Tenant tenant, String endpointId, String url, String reason) {
    return tell(
        tenant, EventTypes.DISABLED, endpointId, new Disabled(endpointId, host(url), reason));
  }

  /** Paths and queries of such URLs are often secrets, which other receivers must not learn. */
  private static String host(String url) {
    return URI.create(url).getHost();
  }

  private Uni<Void> tell(Tenant tenant, String type, String endpointId, Object data) {
    NewEvent event = event(tenant, type, endpointId, data).exceptFor(endpointId);
    return intake.store(List.of(event)).replaceWithVoid();
  }

  private NewEvent event(Tenant tenant, String type, String key, Object data) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String body = intake.write(new Body(type, now, data));
    return NewEvent.of(tenant, Ids.next("evt_"), type, key, body);
  }
}
