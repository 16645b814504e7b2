package com.jagcall.calls.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A prompt in the words of LangChain4j. */
final class OpenAiMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A provider refuses a message without text. */
  private static final String NOTHING = "(nothing)";

  private static final int MAX_NAME = 64;

  private OpenAiMessages() {}

  static ChatRequest request(Prompt prompt) {
    List<ChatMessage> messages = new ArrayList<>();
    if (!prompt.instructions().isBlank()) {
      messages.add(SystemMessage.from(prompt.instructions()));
    }
    prompt.memory().forEach(remark -> messages.add(message(remark)));
    if (prompt.memory().isEmpty()) {
      messages.add(UserMessage.from(NOTHING));
    }
    return ChatRequest.builder()
        .messages(messages)
        .toolSpecifications(prompt.tools().stream().map(OpenAiMessages::tool).toList())
        .build();
  }

  private static ChatMessage message(Remark remark) {
    if (remark instanceof Remark.Caller caller) {
      return UserMessage.from(text(caller.text()));
    }
    if (remark instanceof Remark.Agent agent) {
      return AiMessage.from(text(agent.text()));
    }
    if (remark instanceof Remark.Asked asked) {
      return AiMessage.from(asked.calls().stream().map(OpenAiMessages::call).toList());
    }
    Remark.Result result = (Remark.Result) remark;
    return ToolExecutionResultMessage.from(
        result.call().id(), name(result.call()), text(result.text()));
  }

  private static String text(String text) {
    return text.isBlank() ? NOTHING : text;
  }

  /** What a model wrote that is no JSON, or no name, would have every later request refused. */
  private static ToolExecutionRequest call(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(name(call))
        .arguments(isObject(call.arguments()) ? call.arguments() : "{}")
        .build();
  }

  /** The names that functions have with OpenAI. */
  private static String name(ToolCall call) {
    String name = call.name() == null ? "" : call.name().replaceAll("[^A-Za-z0-9_-]", "_");
    return name.isEmpty() ? "unknown" : name.substring(0, Math.min(name.length(), MAX_NAME));
  }

  private static boolean isObject(String json) {
    try {
      JsonNode node = json == null ? null : JSON.readTree(json);
      return node != null && node.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The schema of each argument goes through as its author wrote it. */
  private static ToolSpecification tool(ToolDescription tool) {
    JsonNode schema = tool.parameters();
    Map<String, JsonSchemaElement> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (schema != null) {
      schema
          .path("properties")
          .properties()
          .forEach(
              property ->
                  properties.put(
                      property.getKey(), JsonRawSchema.from(property.getValue().toString())));
      schema.path("required").forEach(name -> required.add(name.asText()));
    }
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(JsonObjectSchema.builder().addProperties(properties).required(required).build())
        .build();
  }
}
