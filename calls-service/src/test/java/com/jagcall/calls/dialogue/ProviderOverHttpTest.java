package com.jagcall.calls.dialogue;

import static com.jagcall.calls.model.OpenAiStub.chunk;
import static com.jagcall.calls.model.OpenAiStub.events;
import static com.jagcall.calls.model.OpenAiStub.stall;
import static com.jagcall.calls.model.OpenAiStub.status;
import static com.jagcall.calls.model.OpenAiStub.text;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.calls.model.LanguageModel;
import com.jagcall.calls.model.OpenAiEndpoint;
import com.jagcall.calls.model.OpenAiModel;
import com.jagcall.calls.model.OpenAiStub;
import com.jagcall.calls.tool.Toolbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation, on virtual time, whose models are asked over HTTP. */
class ProviderOverHttpTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String DONE = "[DONE]";

  private OpenAiStub first;
  private OpenAiStub second;
  private StageHand hand;

  @BeforeEach
  void open() throws IOException {
    first = new OpenAiStub();
    second = new OpenAiStub();
    hand =
        new StageHand(
            StageHand.agent(null),
            Toolbox.EMPTY,
            List.<LanguageModel>of(model(first), model(second)));
    hand.start();
  }

  @AfterEach
  void close() {
    hand.conversation.hungUp();
    first.close();
    second.close();
    assertEquals(List.of(), first.faults);
    assertEquals(List.of(), second.faults);
  }

  private static OpenAiModel model(OpenAiStub stub) {
    return new OpenAiModel(
        new OpenAiEndpoint(stub.baseUrl(), OpenAiStub.KEY, "small", Duration.ofSeconds(30)),
        CLIENT);
  }

  @Test
  void interruption_closesTheRequest_andTheModelKnowsWhatWasHeard() throws Exception {
    first.then(stall(text("One two three four. "), text("Five six seven eight. ")));
    hand.hear("count please", 500);
    until(() -> spoken().contains("One two three four."));
    hand.quiet(200);
    first.then(events(text("Fine."), chunk("{}", "stop"), DONE));
    hand.hear("stop it", 800);

    assertTrue(first.cut.await(30, TimeUnit.SECONDS), "the request is still open");
    until(() -> first.requests.size() == 2);
    JsonNode messages = first.requests.get(1).path("messages");
    assertEquals(4, messages.size(), messages::toString);
    String heard = messages.get(2).path("content").asText();
    assertTrue(
        !heard.isEmpty() && "One two three four.".startsWith(heard), () -> "remembered: " + heard);
    assertEquals("stop it", messages.get(3).path("content").asText());
    assertEquals("AGENT: " + heard, hand.transcript().get(1));
  }

  @Test
  void hangUp_closesTheRequest_evenBeforeItsHead() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    first.then(OpenAiStub.silence(over));
    hand.hear("hello", 500);
    until(() -> first.requests.size() == 1);
    hand.conversation.hungUp();
    over.countDown();
    assertTrue(first.cut.await(30, TimeUnit.SECONDS), "the request is still open");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 401})
  void refusal_isAnsweredByTheOther(int status) {
    first.then(status(status));
    isAnsweredByTheOther();
    assertEquals(List.of("CALLER: hello", "AGENT: Hi there."), hand.transcript());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{not json", "[]", "{\"choices\":\"x\"}"})
  void malformedEvent_isAnsweredByTheOther(String event) {
    first.then(events(event));
    isAnsweredByTheOther();
  }

  @Test
  void stall_isAnsweredByTheOther_andItsRequestClosed() throws Exception {
    first.then(stall());
    second.then(events(text("Hi there."), chunk("{}", "stop"), DONE));
    hand.hear("hello", 500);
    until(() -> first.requests.size() == 1);
    hand.quiet(2_800);
    assertTrue(first.cut.await(30, TimeUnit.SECONDS), "the request is still open");
    until(() -> second.requests.size() == 1);
    until(() -> spoken().contains("Hi there."));
  }

  private void isAnsweredByTheOther() {
    second.then(events(text("Hi there."), chunk("{}", "stop"), DONE));
    hand.hear("hello", 500);
    until(() -> spoken().contains("Hi there."));
    hand.quiet(1_000);
    assertEquals("AGENT: Hi there.", hand.transcript().get(hand.said.size() - 1));
  }

  private List<String> spoken() {
    return hand.says.stream().map(say -> say.text).toList();
  }

  /** Lets the providers work; the conversation's own time stands still. */
  private void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              hand.drain();
              return condition.call();
            });
  }
}
