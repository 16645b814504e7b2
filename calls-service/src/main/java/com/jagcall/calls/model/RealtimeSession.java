package com.jagcall.calls.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.calls.model.ModelFailure.Cause;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/** One conversation over the websocket of OpenAI's Realtime API. */
final class RealtimeSession implements SpeechToSpeech.Session, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A message of the provider's that is longer is none: its sound comes in pieces of 100 ms. */
  private static final int MAX_MESSAGE = 1_000_000;

  /** Messages that wait for the network: four seconds of sound. What is more is left out. */
  private static final int MAX_WAITING = 200;

  private final ObjectNode update;
  private final SpeechToSpeechListener listener;
  private final StringBuilder message = new StringBuilder();
  private final Deque<String> waiting = new ArrayDeque<>();
  private WebSocket socket;
  private boolean isSending;
  private final RealtimeTurns turns = new RealtimeTurns(this::send);
  private volatile boolean isReady;
  private boolean isOver;

  RealtimeSession(ObjectNode update, SpeechToSpeechListener listener) {
    this.update = update;
    this.listener = listener;
  }

  @Override
  public void onOpen(WebSocket opened) {
    synchronized (this) {
      socket = opened;
      if (isOver) {
        opened.abort();
        return;
      }
    }
    send(update);
    opened.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    message.append(data);
    if (message.length() > MAX_MESSAGE) {
      fail(Cause.BROKEN, "a message without end");
      return null;
    }
    if (isLast) {
      String text = message.toString();
      message.setLength(0);
      if (!isOver()) {
        read(text);
      }
    }
    from.request(1);
    return null;
  }

  private void read(String text) {
    try {
      JsonNode event = JSON.readTree(text);
      if (event == null || !event.isObject()) {
        fail(Cause.BROKEN, "an event that is none");
        return;
      }
      event(event);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      fail(Cause.BROKEN, "an event that cannot be read");
    }
  }

  /** Names of the beta stand beside those of general availability; unknown ones are ignored. */
  private void event(JsonNode event) {
    String item = event.path("item_id").asText();
    switch (event.path("type").asText()) {
      case "session.updated" -> ready();
      case "input_audio_buffer.speech_started" -> listener.callerBegan();
      case "input_audio_buffer.speech_stopped" -> listener.callerEnded();
      case "conversation.item.input_audio_transcription.completed" ->
          listener.callerSaid(event.path("transcript").asText().strip());
      case "response.output_audio.delta", "response.audio.delta" ->
          listener.audio(item, Base64.getDecoder().decode(event.path("delta").asText()));
      case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
          listener.agentSaid(item, event.path("delta").asText());
      case "response.function_call_arguments.done" ->
          listener.toolCall(
              new ToolCall(
                  event.path("call_id").asText(),
                  event.path("name").asText(),
                  event.path("arguments").asText()));
      case "response.created" -> turns.created();
      case "response.done" -> done(event.path("response"));
      case "error" -> error(event.path("error"));
      default -> ignore();
    }
  }

  private static void ignore() {
    // The API grows; what it adds is for those who know it.
  }

  private void ready() {
    if (!isReady) {
      isReady = true;
      listener.ready();
    }
  }

  private void done(JsonNode response) {
    if (response.path("status").asText().equals("failed")) {
      fail(Cause.OVERLOADED, "an answer failed");
    } else {
      turns.done();
      listener.answered();
    }
  }

  /** What is refused before the session is set up is the set-up; later, one event. */
  private void error(JsonNode error) {
    boolean isTheirs = error.path("type").asText().equals("server_error");
    if (isTheirs || !isReady) {
      fail(isTheirs ? Cause.OVERLOADED : Cause.REFUSED, "an error of the provider");
    } else {
      turns.refused(error.path("code").asText().equals("conversation_already_has_active_response"));
    }
  }

  @Override
  public void audio(byte[] ulaw) {
    if (isReady) {
      send(
          event("input_audio_buffer.append")
              .put("audio", Base64.getEncoder().encodeToString(ulaw)));
    }
  }

  @Override
  public void say(String text) {
    ObjectNode create = event("response.create");
    create.putObject("response").put("instructions", "Say exactly this, and nothing else: " + text);
    if (turns.isAnswering()) {
      send(event("response.cancel"));
    }
    turns.ask(create);
  }

  @Override
  public void note(String text) {
    ObjectNode create = event("conversation.item.create");
    ObjectNode item = create.putObject("item").put("type", "message").put("role", "user");
    item.putArray("content").addObject().put("type", "input_text").put("text", text);
    send(create);
    turns.ask(event("response.create"));
  }

  @Override
  public void cut(String item, long heardMillis) {
    send(
        event("conversation.item.truncate")
            .put("item_id", item)
            .put("content_index", 0)
            .put("audio_end_ms", heardMillis));
  }

  @Override
  public void result(ToolCall call, String text) {
    ObjectNode create = event("conversation.item.create");
    create
        .putObject("item")
        .put("type", "function_call_output")
        .put("call_id", call.id())
        .put("output", text);
    send(create);
    turns.ask(event("response.create"));
  }

  private static ObjectNode event(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private void send(ObjectNode event) {
    synchronized (this) {
      if (isOver || socket == null || waiting.size() >= MAX_WAITING) {
        return;
      }
      waiting.add(event.toString());
    }
    next();
  }

  /** The websocket takes one message at a time. */
  private void next() {
    String text;
    WebSocket to;
    synchronized (this) {
      if (isSending || isOver || waiting.isEmpty()) {
        return;
      }
      isSending = true;
      text = waiting.poll();
      to = socket;
    }
    to.sendText(text, true)
        .whenComplete(
            (sent, failure) -> {
              synchronized (this) {
                isSending = false;
              }
              if (failure == null) {
                next();
              } else {
                fail(Cause.BROKEN, "the connection broke");
              }
            });
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    fail(Cause.BROKEN, "closed with status " + status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    fail(Cause.BROKEN, "the connection broke");
  }

  void fail(Cause cause, String why) {
    if (end()) {
      listener.failed(new ModelFailure(cause, why));
    }
  }

  @Override
  public void close() {
    end();
  }

  private boolean end() {
    WebSocket open;
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isOver = true;
      waiting.clear();
      open = socket;
    }
    if (open != null) {
      open.abort();
    }
    return true;
  }

  private synchronized boolean isOver() {
    return isOver;
  }
}
