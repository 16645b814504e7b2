package com.jagcall.billing.transaction;

import com.jagcall.billing.ledger.MovementType;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import com.jagcall.common.text.PlainText;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of movements is narrowed by; all of it must hold. Absent: not narrowed. */
public class TransactionFilter {
  @QueryParam("type")
  @Parameter(
      description = "Only movements of this type.",
      schema = @Schema(implementation = MovementType.class))
  String type;

  @QueryParam("resource_id")
  @Parameter(
      description = "Only movements for this call, message or number.",
      example = "call_4fT9xKp2mNq7Lw3Z",
      schema = @Schema(type = SchemaType.STRING, maxLength = 64))
  @Size(max = 64)
  @PlainText
  String resourceId;

  @QueryParam("created_after")
  @Parameter(
      description = "Only movements later than this, RFC 3339.",
      example = "2026-01-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @QueryParam("created_before")
  @Parameter(
      description = "Only movements earlier than this, RFC 3339.",
      example = "2026-02-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  /** A condition of SQL on transaction {@code t}, and the text its parameter has. */
  record Condition(String sql, String parameter, String value) {}

  /**
   * What a movement must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    QueryFaults faults = new QueryFaults();
    if (type != null && MovementType.of(type).isEmpty()) {
      faults.add("type", "must be one of its documented values");
    } else if (type != null) {
      conditions.add(new Condition("t.type = :type", "type", type));
    }
    if (resourceId != null) {
      conditions.add(new Condition("t.resource_id = :resource", "resource", resourceId));
    }
    time("created_after", ">", createdAfter, conditions, faults);
    time("created_before", "<", createdBefore, conditions, faults);
    faults.refuseIfAny();
    return conditions;
  }

  private static void time(
      String name, String comparison, String text, List<Condition> conditions, QueryFaults faults) {
    String sql =
        "t.created_at %s cast(cast(:%s as text) as timestamptz)".formatted(comparison, name);
    // PostgreSQL's calendar has no year 0.
    faults
        .time(name, text, 1)
        .map(time -> new Condition(sql, name, time.toInstant().toString()))
        .ifPresent(conditions::add);
  }
}
