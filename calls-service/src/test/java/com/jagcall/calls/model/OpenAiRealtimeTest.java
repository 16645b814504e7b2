package com.jagcall.calls.model;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's Realtime websocket may do, good and bad; the stub is strict and scripted. */
class OpenAiRealtimeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-test-secret";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What the API knows of its client's events, by their types. */
  private static final Map<String, Set<String>> EVENTS =
      Map.of(
          "session.update", Set.of("session"),
          "input_audio_buffer.append", Set.of("audio"),
          "conversation.item.create", Set.of("item"),
          "conversation.item.truncate", Set.of("item_id", "content_index", "audio_end_ms"),
          "response.create", Set.of("response"),
          "response.cancel", Set.of());

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<ServerWebSocket> socket = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Heard heard = new Heard();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    server =
        vertx
            .createHttpServer()
            .webSocketHandler(this::accept)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    vertx.close();
    assertEquals(List.of(), faults);
  }

  @SuppressWarnings("deprecation")
  private void accept(ServerWebSocket opened) {
    if (!opened.path().equals("/v1/realtime")
        || !opened.query().equals("model=gpt-realtime")
        || !("Bearer " + KEY).equals(opened.headers().get("Authorization"))) {
      opened.reject(401);
      return;
    }
    opened.textMessageHandler(this::take);
    opened.closeHandler(ignored -> closed.complete(null));
    opened.exceptionHandler(ignored -> closed.complete(null));
    socket.complete(opened);
  }

  private void take(String text) {
    try {
      JsonNode event = JSON.readTree(text);
      Set<String> known = EVENTS.get(event.path("type").asText());
      event
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (known == null || !name.equals("type") && !known.contains(name)) {
                  faults.add(text);
                }
              });
      events.add(event);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void session_isSetUpForTheTelephone() throws Exception {
    begin(KEY);
    JsonNode session = sent("session.update").path("session");
    assertEquals(
        "audio/pcmu", session.path("audio").path("input").path("format").path("type").asText());
    assertEquals(
        "audio/pcmu", session.path("audio").path("output").path("format").path("type").asText());
    assertEquals(
        "en", session.path("audio").path("input").path("transcription").path("language").asText());
    assertEquals("book", session.path("tools").get(0).path("name").asText());
    assertEquals("marin", session.path("audio").path("output").path("voice").asText());
    assertEquals("Be kind.", session.path("instructions").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"output_audio", "audio"})
  void soundAndTexts_comeByEitherName(String name) throws Exception {
    ready();
    tell("{'type':'input_audio_buffer.speech_started','audio_start_ms':100,'item_id':'in1'}");
    tell("{'type':'input_audio_buffer.speech_stopped','item_id':'in1'}");
    tell("{'type':'response." + name + ".delta','item_id':'out1','delta':'AQID'}");
    tell("{'type':'response." + name + "_transcript.delta','item_id':'out1','delta':'Hello.'}");
    tell(
        "{'type':'conversation.item.input_audio_transcription.completed','transcript':'Hi there\\n"
            + "'}");
    tell("{'type':'rate_limits.updated'}");
    tell("{'type':'response.done','response':{'status':'completed'}}");
    await().atMost(PATIENCE).until(() -> heard.told.contains("answered"));
    assertEquals(
        List.of(
            "ready",
            "began",
            "ended",
            "audio out1",
            "out1: Hello.",
            "caller: Hi there",
            "answered"),
        heard.told);
    assertArrayEquals(new byte[] {1, 2, 3}, heard.sound);
  }

  @Test
  void callersSound_goesThroughAsItIs() throws Exception {
    SpeechToSpeech.Session session = ready();
    session.audio(new byte[] {9, 8, 7});
    assertArrayEquals(
        new byte[] {9, 8, 7},
        Base64.getDecoder().decode(sent("input_audio_buffer.append").path("audio").asText()));
  }

  @Test
  void bargeIn_cutsTheModelsMemory() throws Exception {
    ready().cut("out1", 840);
    JsonNode cut = sent("conversation.item.truncate");
    assertEquals("out1", cut.path("item_id").asText());
    assertEquals(840, cut.path("audio_end_ms").asLong());
  }

  @Test
  void toolCall_getsItsResult() throws Exception {
    SpeechToSpeech.Session session = ready();
    tell(
        "{'type':'response.function_call_arguments.done','call_id':'c1','name':'book','arguments':'{}'}");
    await().atMost(PATIENCE).until(() -> heard.call != null);
    assertEquals(new ToolCall("c1", "book", "{}"), heard.call);
    session.result(heard.call, "ok");
    assertEquals("ok", sent("conversation.item.create").path("item").path("output").asText());
    sent("response.create");
  }

  @Test
  void resultOfATool_waitsForTheEndOfTheAnswer() throws Exception {
    SpeechToSpeech.Session session = ready();
    tell("{'type':'response.created'}");
    tell(
        "{'type':'response.function_call_arguments.done','call_id':'c1','name':'book','arguments':'{}'}");
    tell(
        "{'type':'response.function_call_arguments.done','call_id':'c2','name':'look','arguments':'{}'}");
    await().atMost(PATIENCE).until(() -> heard.call != null && heard.call.id().equals("c2"));
    session.result(new ToolCall("c1", "book", "{}"), "ok");
    session.result(new ToolCall("c2", "look", "{}"), "ok");
    assertEquals("c1", sent("conversation.item.create").path("item").path("call_id").asText());
    assertEquals("c2", sent("conversation.item.create").path("item").path("call_id").asText());
    session.cut("out1", 1);
    sent("conversation.item.truncate");
    tell("{'type':'response.done','response':{'status':'completed'}}");
    sent("response.create");
    session.cut("out1", 2);
    sent("conversation.item.truncate");
  }

  @Test
  void lastWords_endTheAnswer_andAreSaidThen() throws Exception {
    SpeechToSpeech.Session session = ready();
    tell("{'type':'response.created'}");
    tell("{'type':'input_audio_buffer.speech_started'}");
    await().atMost(PATIENCE).until(() -> heard.told.contains("began"));
    session.note("[pressed the key 1]");
    sent("conversation.item.create");
    session.say("Goodbye.");
    sent("response.cancel");
    tell("{'type':'response.done','response':{'status':'cancelled'}}");
    JsonNode create = sent("response.create");
    assertTrue(create.path("response").path("instructions").asText().endsWith("Goodbye."));
  }

  @Test
  void answerThatWeDidNotKnowOf_isWaitedFor() throws Exception {
    SpeechToSpeech.Session session = ready();
    session.note("[pressed the key 1]");
    sent("conversation.item.create");
    sent("response.create");
    tell(
        "{'type':'error','error':{'type':'invalid_request_error',"
            + "'code':'conversation_already_has_active_response'}}");
    tell("{'type':'response.done','response':{'status':'completed'}}");
    sent("response.create");
  }

  @Test
  void refusedEvent_isNoEnd_aServerErrorIs() throws Exception {
    ready();
    tell("{'type':'error','error':{'type':'invalid_request_error','message':'" + KEY + "'}}");
    tell("{'type':'response.done','response':{'status':'cancelled'}}");
    await().atMost(PATIENCE).until(() -> heard.told.contains("answered"));
    tell("{'type':'error','error':{'type':'server_error','message':'" + KEY + "'}}");
    await().atMost(PATIENCE).until(() -> heard.failure != null);
    assertEquals(
        new ModelFailure(ModelFailure.Cause.OVERLOADED, "an error of the provider"), heard.failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{oops", "[]", "7", "{'type':'response.audio.delta','item_id':'x','delta':'?!'}"})
  void malformedEvent_endsIt(String event) throws Exception {
    ready();
    tell(event);
    await().atMost(PATIENCE).until(() -> heard.failure != null);
    assertEquals(ModelFailure.Cause.BROKEN, heard.failure.cause());
    closed.get(30, TimeUnit.SECONDS);
  }

  @Test
  void connectionThatBreaks_isTold() throws Exception {
    ready();
    socket.get().close((short) 1011, "oops");
    await().atMost(PATIENCE).until(() -> heard.failure != null);
    assertEquals(ModelFailure.Cause.BROKEN, heard.failure.cause());
  }

  @Test
  void wrongKey_isAFailure() {
    begin("wrong");
    await().atMost(PATIENCE).until(() -> heard.failure != null);
  }

  @Test
  void close_closesTheConnection_andTellsNothing() throws Exception {
    ready().close();
    closed.get(30, TimeUnit.SECONDS);
    assertEquals(List.of("ready"), heard.told);
    assertEquals(null, heard.failure);
  }

  private SpeechToSpeech.Session ready() throws Exception {
    SpeechToSpeech.Session session = begin(KEY);
    sent("session.update");
    tell("{'type':'session.created'}");
    tell("{'type':'session.updated'}");
    await().atMost(PATIENCE).until(() -> heard.told.contains("ready"));
    return session;
  }

  private SpeechToSpeech.Session begin(String key) {
    URI base = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    return new OpenAiRealtime(
            new OpenAiEndpoint(base, key, "gpt-realtime", Duration.ofSeconds(5)),
            "marin",
            HttpClient.newHttpClient())
        .open(
            new SpeechToSpeech.Part(
                "Be kind.",
                null,
                "rachel",
                "en-US",
                List.of(new ToolDescription("book", "Books.", null))),
            heard);
  }

  private void tell(String event) throws Exception {
    socket.get(30, TimeUnit.SECONDS).writeTextMessage(event.replace('\'', '"'));
  }

  private JsonNode sent(String type) throws InterruptedException {
    JsonNode event = events.poll(30, TimeUnit.SECONDS);
    assertTrue(event != null, "no " + type);
    assertEquals(type, event.path("type").asText());
    return event;
  }

  private static final class Heard implements SpeechToSpeechListener {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile byte[] sound;
    volatile ToolCall call;
    volatile ModelFailure failure;

    @Override
    public void ready() {
      told.add("ready");
    }

    @Override
    public void callerBegan() {
      told.add("began");
    }

    @Override
    public void callerEnded() {
      told.add("ended");
    }

    @Override
    public void callerSaid(String text) {
      told.add("caller: " + text);
    }

    @Override
    public void audio(String item, byte[] ulaw) {
      told.add("audio " + item);
      sound = ulaw;
    }

    @Override
    public void agentSaid(String item, String piece) {
      told.add(item + ": " + piece);
    }

    @Override
    public void toolCall(ToolCall asked) {
      call = asked;
    }

    @Override
    public void answered() {
      told.add("answered");
    }

    @Override
    public void failed(ModelFailure why) {
      failure = why;
    }
  }
}
