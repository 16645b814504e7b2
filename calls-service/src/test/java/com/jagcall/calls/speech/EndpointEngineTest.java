package com.jagcall.calls.speech;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.speech.SpeechConfig.Endpoint;
import com.jagcall.calls.speech.SpeechFailure.Cause;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointEngineTest {
  private static final Voice VOICE = new Voice("rachel", "en");

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private SpeechStub stub;
  private SpeechStub second;

  @BeforeEach
  void start() throws IOException {
    stub = new SpeechStub();
    second = new SpeechStub();
  }

  @AfterEach
  void stop() {
    stub.stop();
    second.stop();
    timer.shutdownNow();
    threads.shutdownNow();
  }

  @Test
  void sentences_areSaidOneAfterTheOther() throws Exception {
    Heard heard = say("This is the first. And that is the second.").await();
    assertNull(heard.failure());
    assertEquals(List.of("This is the first.", "And that is the second."), stub.inputs());
    assertEquals(stub.inputs(), heard.sentences());
    // 100 ms for each character, whatever the pieces were.
    assertEquals((18 + 23) * 800, heard.samples());
    assertTrue(share(heard.pcm(), 440) > 0.99);
  }

  @Test
  void audio_isHeardWhileItIsStillBeingMade() throws Exception {
    CountDownLatch firstHeard = new CountDownLatch(1);
    AtomicBoolean inTime = new AtomicBoolean();
    stub.script(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(SpeechStub.tone(100));
          exchange.getResponseBody().flush();
          inTime.set(firstHeard.await(1, TimeUnit.SECONDS));
          exchange.getResponseBody().write(SpeechStub.tone(100));
        });
    Heard heard = new Heard(true, any -> firstHeard.countDown());
    synthesis(engine(stub, 64)).say("Say it as you make it.", VOICE, heard);
    assertNull(heard.await().failure());
    assertTrue(inTime.get());
    assertEquals(1600, heard.samples());
  }

  @ParameterizedTest
  @CsvSource({
    "400,REFUSED",
    "401,REFUSED",
    "404,REFUSED",
    "408,TIMEOUT",
    "429,OVERLOADED",
    "500,BROKEN",
    "503,BROKEN",
    "204,BROKEN",
    "302,BROKEN"
  })
  void everyStatus_isAFailure(int status, Cause cause) throws Exception {
    stub.status(status);
    Heard heard = say("Nothing comes of this.").await();
    assertEquals(cause, heard.failure().cause());
    assertEquals(0, heard.samples());
  }

  @Test
  void noAnswer_isATimeout() throws Exception {
    stub.script(exchange -> new CountDownLatch(1).await(5, TimeUnit.SECONDS));
    long begun = System.nanoTime();
    assertEquals(Cause.TIMEOUT, sayWithinASecond("Nobody answers this.").await().failure().cause());
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(2).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 48_000})
  void anAnswerThatStandsStill_isATimeout(int bytes) throws Exception {
    stub.stall(bytes);
    Heard heard = sayWithinASecond("It stands still in the middle.").await();
    assertEquals(Cause.TIMEOUT, heard.failure().cause());
    assertEquals(1, heard.endings());
  }

  @Test
  void nobodyThere_isAFailure() throws Exception {
    stub.stop();
    assertEquals(Cause.BROKEN, say("Nobody is there at all.").await().failure().cause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIFF....WAVEfmt ", "ID3.....", "OggS....", "{\"error\":1}", "<html>"})
  void aFileInsteadOfSamples_isNeverHeard(String body) throws Exception {
    stub.script(exchange -> SpeechStub.say(exchange, body.getBytes()));
    Heard heard = say("It sends what nobody asked for.").await();
    assertEquals(Cause.BROKEN, heard.failure().cause());
    assertEquals(0, heard.samples());
  }

  @Test
  void nothingOrHalfASampleOrABrokenBody_isAFailure() throws Exception {
    stub.script(exchange -> SpeechStub.say(exchange, new byte[0]));
    assertEquals(Cause.BROKEN, say("It sends nothing at all.").await().failure().cause());
    stub.script(exchange -> SpeechStub.say(exchange, new byte[1]));
    assertEquals(Cause.BROKEN, say("It sends half a sample.").await().failure().cause());
    stub.script(
        exchange -> {
          exchange.sendResponseHeaders(200, 10_000);
          exchange.getResponseBody().write(new byte[5000]);
          exchange.getResponseBody().flush();
        });
    assertEquals(Cause.BROKEN, say("It breaks in the middle.").await().failure().cause());
  }

  @Test
  void endlessAudio_isCut() throws Exception {
    stub.script(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(SpeechStub.tone(1000));
          }
        });
    assertEquals(Cause.BROKEN, say("It never stops with this.").await().failure().cause());
  }

  @Test
  void theSecondProvider_saysTheRestWhereTheFirstFailed() throws Exception {
    stub.script(exchange -> SpeechStub.say(exchange, SpeechStub.tone(100)));
    stub.status(500);
    Synthesis synthesis = synthesis(engine(stub, 64), engine(second, 64));
    Heard heard = new Heard();
    synthesis.say("This is the first. And that is the second. This is the third.", VOICE, heard);
    assertNull(heard.await().failure());
    assertEquals(List.of("This is the first.", "And that is the second."), stub.inputs());
    assertEquals(List.of("And that is the second.", "This is the third."), second.inputs());

    Heard next = new Heard();
    synthesis.say("The first one is left alone now.", VOICE, next);
    assertNull(next.await().failure());
    assertEquals(3, second.inputs().size());

    second.status(503);
    Heard back = new Heard();
    synthesis.say("Unless the second one fails as well.", VOICE, back);
    assertNull(back.await().failure());
    assertEquals(3, stub.inputs().size());
  }

  @Test
  void bothFail_isAFailureAndNoThirdTry() throws Exception {
    stub.status(500);
    second.status(429);
    Heard heard = new Heard();
    synthesis(engine(stub, 64), engine(second, 64)).say("Neither of them works.", VOICE, heard);
    assertEquals(Cause.OVERLOADED, heard.await().failure().cause());
    assertEquals(1, stub.inputs().size());
    assertEquals(1, second.inputs().size());
  }

  @Test
  void cancel_endsTheConnectionAndTheAudio() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    stub.script(
        exchange -> {
          try {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
              exchange.getResponseBody().write(SpeechStub.tone(20));
              exchange.getResponseBody().flush();
              new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
            }
          } catch (IOException e) {
            broken.countDown();
          }
        });
    CountDownLatch heardSome = new CountDownLatch(3);
    Heard heard = new Heard(true, any -> heardSome.countDown());
    EndpointEngine engine = engine(stub, 1);
    Speech speech = synthesis(engine).say("This is going to be interrupted.", VOICE, heard);
    heardSome.await();
    assertTimeout(Duration.ofSeconds(1), speech::cancel);
    assertTrue(broken.await(30, TimeUnit.SECONDS));
    int samples = heard.samples();
    // The place of the one is free at once.
    Heard next = new Heard();
    synthesis(engine).say("And the next one can be said.", VOICE, next);
    assertNull(next.await().failure());
    assertEquals(samples, heard.samples());
    assertEquals(0, heard.endings());
  }

  @Test
  void cancelBeforeTheAnswer_isQuiet() throws Exception {
    stub.script(exchange -> new CountDownLatch(1).await(5, TimeUnit.SECONDS));
    Heard heard = new Heard();
    EndpointEngine engine = engine(stub, 1);
    Speech speech = synthesis(engine).say("Nobody wants to hear this.", VOICE, heard);
    await().until(() -> stub.inputs().size() == 1);
    speech.cancel();
    speech.cancel();
    Heard next = new Heard();
    synthesis(engine).say("And the next one can be said.", VOICE, next);
    assertNull(next.await().failure());
    assertEquals(0, heard.endings());
  }

  @Test
  void moreThanItsPlaces_areRefused() throws Exception {
    stub.stall(0);
    EndpointEngine engine = engine(stub, 1);
    Heard heard = new Heard();
    Speech speech = synthesis(engine).say("This one takes the place.", VOICE, heard);
    await().until(() -> stub.inputs().size() == 1);
    Heard next = new Heard();
    synthesis(engine).say("So that this one has none.", VOICE, next);
    assertEquals(Cause.OVERLOADED, next.await().failure().cause());
    speech.cancel();
  }

  @Test
  void voices_areMappedOrTakenAsTheyAre() throws Exception {
    for (String id : List.of("rachel", "nova", "anna", "no/../name")) {
      Heard heard = new Heard();
      synthesis(engine(stub, 64)).say("Whose voice is it now?", new Voice(id, "en"), heard);
      assertNull(heard.await().failure(), id);
    }
    assertEquals(List.of("alloy", "nova", "nova", "alloy"), stub.voices());
  }

  @Test
  void jsonAndQuotes_arriveAsTheyWere() throws Exception {
    String text = "Say \"hello\\\", {\"model\": 1} and {{name}} \u00e9\u4f60.";
    assertNull(say(text).await().failure());
    assertEquals(List.of(text), stub.inputs());
  }

  @Test
  void fiftyAtOnce_areAllSaid() throws Exception {
    Synthesis synthesis = synthesis(engine(stub, 64));
    List<Heard> all = new ArrayList<>();
    IntStream.range(0, 50)
        .forEach(
            i -> {
              Heard heard = new Heard();
              all.add(heard);
              synthesis.say("This is the sentence of call " + (100 + i), VOICE, heard);
            });
    for (Heard heard : all) {
      assertNull(heard.await().failure());
      assertEquals(32 * 800, heard.samples());
    }
  }

  private Heard say(String text) {
    Heard heard = new Heard();
    synthesis(engine(stub, 64)).say(text, VOICE, heard);
    return heard;
  }

  private Heard sayWithinASecond(String text) {
    Heard heard = new Heard();
    synthesis(engine(stub, 64, Duration.ofSeconds(1))).say(text, VOICE, heard);
    return heard;
  }

  private Synthesis synthesis(SpeechEngine... engines) {
    return new SentenceSynthesis(List.of(engines), 5000, Duration.ofSeconds(20), timer);
  }

  private EndpointEngine engine(SpeechStub server, int concurrency) {
    return engine(server, concurrency, Duration.ofSeconds(20));
  }

  private EndpointEngine engine(SpeechStub server, int concurrency, Duration patience) {
    return new EndpointEngine(
        new TestEndpoint(server.url(), concurrency, patience), threads, timer);
  }

  private static double share(short[] sound, double hertz) {
    double re = 0;
    double im = 0;
    double energy = 0;
    for (int i = 0; i < sound.length; i++) {
      re += sound[i] * Math.cos(2 * Math.PI * hertz * i / 8000);
      im += sound[i] * Math.sin(2 * Math.PI * hertz * i / 8000);
      energy += (double) sound[i] * sound[i];
    }
    return 2 * (re * re + im * im) / (energy * sound.length);
  }

  private record TestEndpoint(URI url, int concurrency, Duration patience) implements Endpoint {
    @Override
    public Optional<String> key() {
      return Optional.of(SpeechStub.KEY);
    }

    @Override
    public String model() {
      return "tts-1";
    }

    @Override
    public String voice() {
      return "alloy";
    }

    @Override
    public Map<String, String> voices() {
      return Map.of("anna", "nova");
    }

    @Override
    public int sampleRate() {
      return 24_000;
    }

    @Override
    public Duration timeout() {
      return patience;
    }

    @Override
    public Duration stall() {
      return patience.dividedBy(2);
    }
  }
}
