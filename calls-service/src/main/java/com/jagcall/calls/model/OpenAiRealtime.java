package com.jagcall.calls.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.calls.model.ModelFailure.Cause;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;

/**
 * OpenAI's Realtime API over a websocket, with {@code audio/pcmu} both ways: what the telephone
 * sends goes through as it is. Events are understood by their names of general availability and by
 * those of the beta.
 */
public final class OpenAiRealtime implements SpeechToSpeech {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRANSCRIBER = "gpt-4o-mini-transcribe";

  /** The voice of agents that chose none: no provider has it. */
  private static final String UNCHOSEN = "rachel";

  private final OpenAiEndpoint endpoint;
  private final String voice;
  private final HttpClient client;

  /**
   * A model.
   *
   * @param endpoint its base URL is http or https, as that of other models
   * @param voice for agents that chose none
   */
  public OpenAiRealtime(OpenAiEndpoint endpoint, String voice, HttpClient client) {
    this.endpoint = endpoint;
    this.voice = voice;
    this.client = client;
  }

  @Override
  public Session open(Part part, SpeechToSpeechListener listener) {
    RealtimeSession session = new RealtimeSession(update(part), listener);
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(endpoint.timeout());
    if (!endpoint.apiKey().isEmpty()) {
      builder.header("Authorization", "Bearer " + endpoint.apiKey());
    }
    builder
        .buildAsync(uri(part), session)
        .exceptionally(
            failure -> {
              session.fail(Cause.BROKEN, "no connection");
              return null;
            });
    return session;
  }

  private URI uri(Part part) {
    String model = part.model() == null ? endpoint.model() : part.model();
    String base = endpoint.baseUrl().toString().replaceFirst("^http", "ws");
    return URI.create(base + "/realtime?model=" + URLEncoder.encode(model, StandardCharsets.UTF_8));
  }

  private ObjectNode update(Part part) {
    ObjectNode session = JSON.createObjectNode().put("type", "realtime");
    session.put("instructions", part.instructions());
    session.putArray("output_modalities").add("audio");
    ObjectNode input = session.putObject("audio").putObject("input");
    input.putObject("format").put("type", "audio/pcmu");
    input.putObject("turn_detection").put("type", "server_vad").put("interrupt_response", true);
    input
        .putObject("transcription")
        .put("model", TRANSCRIBER)
        .put("language", part.language().replaceFirst("-.*", ""));
    ObjectNode output = ((ObjectNode) session.get("audio")).putObject("output");
    output.putObject("format").put("type", "audio/pcmu");
    output.put("voice", part.voice().equals(UNCHOSEN) ? voice : part.voice());
    var tools = session.putArray("tools");
    for (ToolDescription tool : part.tools()) {
      ObjectNode described = tools.addObject().put("type", "function").put("name", tool.name());
      described.put("description", tool.description() == null ? "" : tool.description());
      described.set(
          "parameters",
          tool.parameters() == null
              ? JSON.createObjectNode().put("type", "object")
              : tool.parameters());
    }
    ObjectNode update = JSON.createObjectNode().put("type", "session.update");
    update.set("session", session);
    return update;
  }
}
