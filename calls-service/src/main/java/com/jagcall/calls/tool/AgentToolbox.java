package com.jagcall.calls.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The tools of an agent in one call. Every agent can end the call; the rest is what it was given. A
 * transfer goes to the agent's own number alone, a message to the caller alone, and neither has an
 * argument for another: whoever talks a model into something must not make it call or write to
 * others. For anybody else there are HTTP functions, whose owner decides.
 */
public final class AgentToolbox implements Toolbox {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END_CALL = "end_call";
  private static final int MAX_ARGUMENTS = 16_384;
  private static final int MAX_SMS = 1_000;
  private static final int MAX_USES = 50;
  private static final int MAX_MESSAGES = 3;
  private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,64}");
  private static final Running NOTHING = () -> {};

  private final Map<String, AgentTool> tools = new LinkedHashMap<>();
  private final Call call;
  private final HttpFunctions functions;
  private final Messages messages;
  private int uses;
  private int sent;

  /**
   * What a tool knows of its call.
   *
   * @param other the other side's number, E.164; null: withheld
   * @param transferNumber E.164; null: the agent has none
   */
  public record Call(String callId, String other, String transferNumber) {}

  /** Sends the text messages of one call. */
  public interface Messages {
    /**
     * Sends one. Returns at once; {@code done} gets a text for the model.
     *
     * @param toolCall the model's name for what it asks: the same again sends nothing more
     * @param to E.164
     */
    void send(String toolCall, String to, String body, Consumer<String> done);
  }

  /** The tools of one agent for one call. */
  public AgentToolbox(
      List<AgentTool> tools, Call call, HttpFunctions functions, Messages messages) {
    tools.forEach(tool -> this.tools.put(tool.name(), tool));
    if (tools.stream().noneMatch(tool -> tool.type() == AgentTool.Type.END_CALL)) {
      this.tools.putIfAbsent(
          END_CALL,
          new AgentTool(
              AgentTool.Type.END_CALL,
              END_CALL,
              "Ends the call when all is said.",
              null,
              null,
              null));
    }
    this.call = call;
    this.functions = functions;
    this.messages = messages;
  }

  @Override
  public List<ToolDescription> descriptions() {
    return tools.values().stream().filter(this::isUsable).map(this::description).toList();
  }

  private boolean isUsable(AgentTool tool) {
    return switch (tool.type()) {
      case TRANSFER_CALL -> call.transferNumber() != null;
      case SEND_SMS -> call.other() != null;
      default -> true;
    };
  }

  private ToolDescription description(AgentTool tool) {
    String own =
        switch (tool.type()) {
          case HTTP -> null;
          case END_CALL -> "Ends the call when all is said.";
          case TRANSFER_CALL -> "Connects the caller to a human.";
          case SEND_DTMF -> "Presses keys of the telephone.";
          case SEND_SMS -> "Sends the caller a text message.";
        };
    JsonNode parameters =
        switch (tool.type()) {
          case HTTP -> tool.parameters();
          case END_CALL, TRANSFER_CALL -> null;
          case SEND_DTMF -> argument("digits", "From 0 to 9, *, #; at most 64.");
          case SEND_SMS -> argument("body", "The message; at most 1000 characters.");
        };
    return new ToolDescription(
        tool.name(), tool.description() == null ? own : tool.description(), parameters);
  }

  private static JsonNode argument(String name, String description) {
    var schema = JSON.createObjectNode().put("type", "object");
    schema
        .putObject("properties")
        .putObject(name)
        .put("type", "string")
        .put("description", description);
    schema.putArray("required").add(name);
    return schema;
  }

  @Override
  public Running use(ToolCall used, Consumer<ToolOutcome> done) {
    AgentTool tool = tools.get(used.name());
    if (tool == null || !isUsable(tool)) {
      return answer(done, "There is no such tool.");
    }
    if (++uses > MAX_USES) {
      return answer(done, "Tools were used too often in this call.");
    }
    Optional<JsonNode> arguments = arguments(used.arguments());
    if (arguments.isEmpty()) {
      return answer(done, "The arguments must be a JSON object of at most 16 KiB.");
    }
    Optional<String> fault =
        Schema.fault(description(tool).parameters(), arguments.get(), "arguments");
    if (fault.isPresent()) {
      return answer(done, "Not done: " + fault.get() + ".");
    }
    return use(tool, used.id(), arguments.get(), done);
  }

  private Running use(
      AgentTool tool, String toolCall, JsonNode arguments, Consumer<ToolOutcome> done) {
    switch (tool.type()) {
      case HTTP -> {
        return functions.post(
            tool.url(),
            arguments.toString(),
            call.callId(),
            tool.timeout(),
            text -> done.accept(new ToolOutcome.Answered(text)));
      }
      case END_CALL -> done.accept(new ToolOutcome.EndCall());
      case TRANSFER_CALL -> done.accept(new ToolOutcome.Transfer(call.transferNumber()));
      case SEND_DTMF -> keys(arguments.path("digits").asText(), done);
      case SEND_SMS -> message(toolCall, arguments.path("body").asText(), done);
    }
    return NOTHING;
  }

  private static void keys(String digits, Consumer<ToolOutcome> done) {
    String plain = digits.replaceAll("[ -]", "");
    done.accept(
        KEYS.matcher(plain).matches()
            ? new ToolOutcome.Keys(plain)
            : new ToolOutcome.Answered("Not done: digits must be 1 to 64 of 0-9, *, #, A-D."));
  }

  private void message(String toolCall, String body, Consumer<ToolOutcome> done) {
    if (body.isBlank() || body.length() > MAX_SMS) {
      done.accept(new ToolOutcome.Answered("Not sent: a message has 1 to 1000 characters."));
    } else if (++sent > MAX_MESSAGES) {
      done.accept(new ToolOutcome.Answered("Not sent: too many messages in this call."));
    } else {
      messages.send(
          toolCall, call.other(), body, text -> done.accept(new ToolOutcome.Answered(text)));
    }
  }

  private static Running answer(Consumer<ToolOutcome> done, String text) {
    done.accept(new ToolOutcome.Answered(text));
    return NOTHING;
  }

  private static Optional<JsonNode> arguments(String json) {
    if (json == null || json.isBlank()) {
      return Optional.of(JSON.createObjectNode());
    }
    if (json.length() > MAX_ARGUMENTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
