package com.jagcall.numbers.number;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import com.jagcall.common.row.Condition;
import com.jagcall.numbers.agent.Agents;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.lifecycle.NumberStatus;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of numbers is narrowed by; all of it must hold. Absent: not narrowed. */
public class NumberFilter {
  @QueryParam("agent_id")
  @Parameter(
      description = "Only the number assigned to this agent.",
      example = "agt_4fT9xKp2mNq7Lw3Z")
  String agentId;

  @QueryParam("status")
  @Parameter(
      description = "Only numbers of this status.",
      schema = @Schema(enumeration = {"active", "grace", "suspended"}))
  String status;

  @QueryParam("country")
  @Parameter(description = "Only numbers of this country, ISO 3166-1 alpha-2.", example = "US")
  String country;

  @QueryParam("type")
  @Parameter(
      description = "Only numbers of this type.",
      schema = @Schema(implementation = NumberType.class))
  String type;

  /**
   * What a number must satisfy.
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
      add(conditions, faults, "status", "e.lifecycle.status", NumberStatus.ofOwned(status));
    }
    if (country != null) {
      add(conditions, faults, "country", "e.country", country(country));
    }
    if (type != null) {
      add(conditions, faults, "type", "e.type", NumberType.of(type));
    }
    faults.refuseIfAny();
    return conditions;
  }

  private static Optional<String> country(String text) {
    return Optional.of(text).filter(code -> code.matches("[A-Z]{2}"));
  }

  private static void add(
      List<Condition> conditions,
      QueryFaults faults,
      String parameter,
      String column,
      Optional<?> value) {
    value.ifPresentOrElse(
        known -> conditions.add(new Condition(column + " = :" + parameter, parameter, known)),
        () -> faults.add(parameter, "must be one of its documented values"));
  }
}
