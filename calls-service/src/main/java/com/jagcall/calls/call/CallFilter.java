package com.jagcall.calls.call;

import com.jagcall.calls.agent.Agents;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import com.jagcall.common.row.Condition;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of calls is narrowed by; all of it must hold. Absent: not narrowed. */
public class CallFilter {
  @QueryParam("agent_id")
  @Parameter(description = "Only calls of this agent.", example = "agt_4fT9xKp2mNq7Lw3Z")
  String agentId;

  @QueryParam("status")
  @Parameter(
      description = "Only calls of this status.",
      schema = @Schema(implementation = CallStatus.class))
  String status;

  @QueryParam("direction")
  @Parameter(
      description = "Only calls of this direction.",
      schema = @Schema(implementation = CallDirection.class))
  String direction;

  @QueryParam("channel")
  @Parameter(
      description =
          "Only calls of this channel; calls by phone when left out: agents tried out in the "
              + "browser are not among them.",
      schema = @Schema(implementation = CallChannel.class, defaultValue = "phone"))
  String channel;

  @QueryParam("created_after")
  @Parameter(
      description = "Only calls made later than this, RFC 3339.",
      example = "2026-01-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @QueryParam("created_before")
  @Parameter(
      description = "Only calls made earlier than this, RFC 3339.",
      example = "2026-02-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  /**
   * What a call must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    QueryFaults faults = new QueryFaults();
    if (agentId != null && Agents.isId(agentId)) {
      conditions.add(new Condition("e.agentId = :agent", "agent", agentId));
    } else if (agentId != null) {
      faults.add("agent_id", "must be an agent's identifier");
    }
    if (status != null) {
      add(conditions, faults, "status", "e.state.status", CallStatus.of(status));
    }
    if (direction != null) {
      add(conditions, faults, "direction", "e.direction", CallDirection.of(direction));
    }
    add(
        conditions,
        faults,
        "channel",
        "c.channel",
        channel == null ? Optional.of(CallChannel.PHONE) : CallChannel.of(channel));
    faults
        .time("created_after", createdAfter)
        .ifPresent(
            time ->
                conditions.add(new Condition("e.createdAt > :after", "after", time.toInstant())));
    faults
        .time("created_before", createdBefore)
        .ifPresent(
            time ->
                conditions.add(new Condition("e.createdAt < :before", "before", time.toInstant())));
    faults.refuseIfAny();
    return conditions;
  }

  private static void add(
      List<Condition> conditions,
      QueryFaults faults,
      String name,
      String column,
      Optional<? extends Enum<?>> value) {
    value.ifPresentOrElse(
        found -> conditions.add(new Condition(column + " = :" + name, name, found)),
        () -> faults.add(name, "must be one of its documented values"));
  }
}
