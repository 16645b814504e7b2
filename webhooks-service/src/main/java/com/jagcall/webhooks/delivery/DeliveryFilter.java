package com.jagcall.webhooks.delivery;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of deliveries is narrowed by; all of it must hold. Absent: not narrowed. */
public class DeliveryFilter {
  private static final int MAX_LENGTH = 100;

  /** By way of what is due, which is little, and not through all that ever was. */
  private static final String IS_PENDING =
      """
      (delivery.id, delivery.created_at) in (
        select due.delivery_id, due.created_at from due
        join endpoint on endpoint.id = due.endpoint_id
        where endpoint.organization_id = :organization and endpoint.mode = :mode)
      """;

  @QueryParam("endpoint")
  @Parameter(description = "Only deliveries to this endpoint.", example = "whk_4fT9xKp2mNq7Lw3Z")
  String endpoint;

  @QueryParam("event")
  @Parameter(description = "Only deliveries of events of this name.", example = "call.completed")
  String event;

  @QueryParam("status")
  @Parameter(
      description = "Only deliveries of this status.",
      schema = @Schema(implementation = DeliveryStatus.class))
  String status;

  @QueryParam("created_after")
  @Parameter(
      description = "Only deliveries of events taken in later than this, RFC 3339.",
      example = "2026-01-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @QueryParam("created_before")
  @Parameter(
      description = "Only deliveries of events taken in earlier than this, RFC 3339.",
      example = "2026-02-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  /** Conditions of SQL on {@code delivery}, and the values of their parameters. */
  record Conditions(List<String> sql, Map<String, Object> values) {}

  /**
   * What a delivery must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  Conditions conditions() {
    Conditions conditions = new Conditions(new ArrayList<>(), new LinkedHashMap<>());
    QueryFaults faults = new QueryFaults();
    text("endpoint", "endpoint_id", endpoint, conditions, faults);
    text("event", "event_type", event, conditions, faults);
    status(conditions, faults);
    time("created_after", ">", createdAfter, conditions, faults);
    time("created_before", "<", createdBefore, conditions, faults);
    faults.refuseIfAny();
    return conditions;
  }

  private static void text(
      String name, String column, String text, Conditions conditions, QueryFaults faults) {
    if (text == null) {
      return;
    }
    if (text.isEmpty() || text.length() > MAX_LENGTH || !text.matches("[A-Za-z0-9_.]+")) {
      faults.add(name, "must be 1 to " + MAX_LENGTH + " letters, digits, dots or _");
      return;
    }
    conditions.sql().add("delivery." + column + " = :" + name);
    conditions.values().put(name, text);
  }

  private void status(Conditions conditions, QueryFaults faults) {
    if (status == null) {
      return;
    }
    DeliveryStatus.of(status)
        .ifPresentOrElse(
            value ->
                conditions
                    .sql()
                    .add(
                        switch (value) {
                          case PENDING -> IS_PENDING;
                          case SUCCEEDED -> "delivery.status = 'succeeded'";
                          case FAILED -> "delivery.failed_at is not null";
                        }),
            () -> faults.add("status", "must be pending, succeeded or failed"));
  }

  private static void time(
      String name, String comparison, String text, Conditions conditions, QueryFaults faults) {
    faults
        .time(name, text)
        .ifPresent(
            time -> {
              conditions.sql().add("delivery.created_at " + comparison + " :" + name);
              conditions.values().put(name, time.toInstant());
            });
  }
}
