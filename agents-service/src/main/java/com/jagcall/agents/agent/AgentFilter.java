package com.jagcall.agents.agent;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import com.jagcall.common.row.Condition;
import com.jagcall.common.text.PlainText;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of agents is narrowed by; all of it must hold. Absent: not narrowed. */
public class AgentFilter {
  private static final int MAX_NAME_LENGTH = 100;
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  @QueryParam("status")
  @Parameter(
      description = "Only agents of this status.",
      schema = @Schema(implementation = AgentStatus.class))
  String status;

  @QueryParam("name")
  @Parameter(
      description = "Only agents whose name starts so, in upper or lower case.",
      example = "rec",
      schema = @Schema(type = SchemaType.STRING, maxLength = MAX_NAME_LENGTH))
  @Size(max = MAX_NAME_LENGTH)
  @PlainText
  String name;

  @QueryParam("phone_number")
  @Parameter(
      description = "Only the agent this number is assigned to, E.164. Write the plus sign as %2B.",
      example = "+15550100123")
  String phoneNumber;

  @QueryParam("created_after")
  @Parameter(
      description = "Only agents made later than this, RFC 3339.",
      example = "2026-01-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @QueryParam("created_before")
  @Parameter(
      description = "Only agents made earlier than this, RFC 3339.",
      example = "2026-02-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  /**
   * What an agent must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  List<Condition> conditions() {
    Parsing parsing = new Parsing();
    if (status != null) {
      parsing.status(status);
    }
    if (name != null) {
      parsing.name(name);
    }
    if (phoneNumber != null) {
      parsing.phoneNumber(phoneNumber);
    }
    parsing.time("created_after", "e.createdAt > :created_after", createdAfter);
    parsing.time("created_before", "e.createdAt < :created_before", createdBefore);
    return parsing.conditions();
  }

  private static final class Parsing {
    private final List<Condition> conditions = new ArrayList<>();
    private final QueryFaults faults = new QueryFaults();

    void status(String text) {
      AgentStatus.of(text)
          .ifPresentOrElse(
              value -> add("e.settings.status = :status", "status", value),
              () -> faults.add("status", "must be active or inactive"));
    }

    void name(String text) {
      String start = Agent.fold(text).replaceAll("[\\\\%_]", "\\\\$0");
      add("e.nameFolded like :name escape '\\'", "name", start + "%");
    }

    void phoneNumber(String text) {
      // A plus sign written as such in a query means a space; nobody who filters by a number meant
      // one.
      String number = text.startsWith(" ") ? "+" + text.substring(1) : text;
      if (E164.matcher(number).matches()) {
        add("e.phoneNumber = :phone_number", "phone_number", number);
      } else {
        faults.add("phone_number", "must be an E.164 phone number, such as +15550100");
      }
    }

    void time(String parameter, String hql, String text) {
      faults.time(parameter, text).ifPresent(time -> add(hql, parameter, time.toInstant()));
    }

    private void add(String hql, String parameter, Object value) {
      conditions.add(new Condition(hql, parameter, value));
    }

    List<Condition> conditions() {
      faults.refuseIfAny();
      return conditions;
    }
  }
}
