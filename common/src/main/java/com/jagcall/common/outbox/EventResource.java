package com.jagcall.common.outbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.admission.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where other services' events come in. */
@Path("/internal/events")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class EventResource {
  @Inject EventInbox inbox;
  @Inject CurrentCaller caller;

  /** Events in their order. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Batch(@NotNull @Size(max = Delivery.BATCH) List<@NotNull @Valid Event> events) {}

  /** One event. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Event(
      @NotNull @Size(min = 1, max = 64) String id,
      @NotNull @Size(min = 1, max = 64) String type,
      @NotNull @Size(min = 1, max = 128) String key,
      @NotNull Instant at,
      @NotNull JsonNode payload) {}

  /** The identifiers of those that were not committed and shall come again; all others were. */
  public record Receipt(List<String> refused) {}

  @POST
  @Operation(hidden = true)
  public Uni<Receipt> receive(@NotNull @Valid Batch batch) {
    return inbox.receive(batch.events(), caller.service()).map(Receipt::new);
  }
}
