package com.jagcall.messaging.message;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.QueryFaults;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of messages is narrowed by; all of it must hold. Absent: not narrowed. */
public class MessageFilter {
  private static final Pattern AGENT = Pattern.compile("agt_[A-Za-z0-9]{8,60}");
  private static final Pattern PARTY = Pattern.compile("\\+?[A-Za-z0-9][A-Za-z0-9 ._&-]{0,30}");

  @QueryParam("direction")
  @Parameter(
      description = "Only messages that go this way.",
      schema = @Schema(implementation = Direction.class))
  String direction;

  @QueryParam("status")
  @Parameter(
      description = "Only messages of this status.",
      schema = @Schema(implementation = MessageStatus.class))
  String status;

  @QueryParam("from")
  @Parameter(
      description = "Only messages from this number, E.164. Write the plus sign as %2B.",
      example = "+14155550100")
  String from;

  @QueryParam("to")
  @Parameter(
      description = "Only messages to this number, E.164. Write the plus sign as %2B.",
      example = "+14155550123")
  String to;

  @QueryParam("agent_id")
  @Parameter(description = "Only messages of this agent.", example = "agt_4fT9xKp2mNq7Lw3Z")
  String agentId;

  @QueryParam("created_after")
  @Parameter(
      description = "Only messages later than this, RFC 3339.",
      example = "2026-01-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdAfter;

  @QueryParam("created_before")
  @Parameter(
      description = "Only messages earlier than this, RFC 3339.",
      example = "2026-02-01T00:00:00Z",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdBefore;

  /** A condition of SQL on message {@code m}, and the text its parameter has. */
  public record Condition(String sql, String parameter, String value) {}

  /**
   * What a message must satisfy.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that is not as it must
   *     be
   */
  public List<Condition> conditions() {
    Parsing parsing = new Parsing();
    if (direction != null) {
      parsing.oneOf("direction", direction, Direction.of(direction).isPresent());
    }
    if (status != null) {
      parsing.oneOf("status", status, MessageStatus.of(status).isPresent());
    }
    parsing.party("from", "m.from_number", from);
    parsing.party("to", "m.to_number", to);
    parsing.agent(agentId);
    parsing.time("created_after", ">", createdAfter);
    parsing.time("created_before", "<", createdBefore);
    parsing.faults.refuseIfAny();
    return parsing.conditions;
  }

  private static final class Parsing {
    private final List<Condition> conditions = new ArrayList<>();
    private final QueryFaults faults = new QueryFaults();

    void oneOf(String name, String text, boolean isKnown) {
      if (isKnown) {
        add("m." + name + " = :" + name, name, text);
      } else {
        faults.add(name, "must be one of its documented values");
      }
    }

    void party(String name, String column, String text) {
      if (text == null) {
        return;
      }
      // A plus sign written as such in a query means a space; no number begins with one.
      String number = text.startsWith(" ") ? "+" + text.substring(1) : text;
      if (PARTY.matcher(number).matches()) {
        add(column + " = :" + name, name, number);
      } else {
        faults.add(name, "must be an E.164 phone number, such as +14155550100");
      }
    }

    void agent(String text) {
      if (text != null && AGENT.matcher(text).matches()) {
        add("m.agent_id = :agent_id", "agent_id", text);
      } else if (text != null) {
        faults.add("agent_id", "must be an agent's identifier");
      }
    }

    void time(String name, String comparison, String text) {
      String sql =
          "m.created_at %s cast(cast(:%s as text) as timestamptz)".formatted(comparison, name);
      // PostgreSQL's calendar has no year 0.
      faults.time(name, text, 1).ifPresent(time -> add(sql, name, time.toInstant().toString()));
    }

    private void add(String sql, String parameter, String value) {
      conditions.add(new Condition(sql, parameter, value));
    }
  }
}
