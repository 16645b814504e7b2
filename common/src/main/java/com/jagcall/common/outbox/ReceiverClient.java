package com.jagcall.common.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Any service that takes events. */
@RegisterRestClient(configKey = "outbox")
@Path("/internal/events")
interface ReceiverClient {
  @POST
  Uni<Receipt> send(
      @Url String address,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("X-Request-Id") String requestId,
      Batch batch);

  /** At most {@link OutboxRelay#BATCH} of them, in their order. */
  record Batch(List<Event> events) {}

  /** One event; its payload is JSON already. */
  record Event(String id, String type, String key, Instant at, @JsonRawValue String payload) {}

  /**
   * What the receiver did not commit; all else it did.
   *
   * @param refused the events' identifiers
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Receipt(List<String> refused) {}
}
