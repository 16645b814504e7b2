package com.jagcall.calls.carriage;

import static com.jagcall.calls.listening.Sounds.silence;
import static com.jagcall.calls.listening.Sounds.speech;
import static com.jagcall.calls.listening.Sounds.then;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.Baresip;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.Stereo;
import com.jagcall.calls.testing.ToneSynthesis;
import com.jagcall.common.testing.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Conversations on real calls: SIP and RTP with a telephone that is not ours and plays speech. */
@QuarkusTest
class SpokenCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LONG_MESSAGE =
      "We are open on every day of the week from nine in the morning until five in the afternoon,"
          + " and on the first saturday of each month from ten until two, but never on holidays.";

  /** Of 16 bits: louder than a line's noise, quieter than speech. */
  private static final int LOUD = 1_000;

  Backends backends;
  Peers peers;
  @Inject MeterRegistry metrics;

  @Test
  void callerWhoInterrupts_silencesTheAgent_andOnlyWhatWasHeardIsWrittenDown() {
    CallsApi api =
        CallsApi.unlimited(backends, peers)
            .with(peers, new JsonObject().put("first_message", LONG_MESSAGE));
    // Says hello, hears the agent begin, and speaks up six seconds after the answer.
    short[] sound =
        then(
            silence(400),
            speech("hello"),
            silence(6_000),
            speech("please stop i have heard enough of that"));
    // It is there with the first conversation of the process.
    Timer earlier = metrics.find("jagcall.talk.barge.in").timer();
    long before = earlier == null ? 0 : earlier.count();
    String id;
    try (Baresip telephone = Baresip.answering("+16465550110", peers.carrierPort(), sound, 0)) {
      id = api.call("+16465550110");
      await().atMost(PATIENCE).until(() -> !agentTexts(api, id).isEmpty());
      api.hangUp(id).statusCode(200);
      api.await(id, "completed").body("recording_available", equalTo(true));
      assertTrue(telephone.isRunning());
    }
    String heard = agentTexts(api, id).get(0);
    assertTrue(LONG_MESSAGE.startsWith(heard), heard);
    assertTrue(heard.length() < LONG_MESSAGE.length(), "it was cut: " + heard);
    Stereo sounds = Stereo.of(api.recording(id).statusCode(200).extract().asByteArray());
    int agentBegan = firstLoud(sounds.agent(), 0);
    int agentEnded = lastLoudOf(sounds.agent(), agentBegan);
    int callerSpoke = firstLoud(sounds.caller(), agentBegan);
    Timer bargeIns = metrics.get("jagcall.talk.barge.in").timer();
    System.out.printf(
        "barge-in on a real call: silent %d ms after the first loud sample; from noticing it to"
            + " silence on the wire %.1f ms at most, %d times%n",
        agentEnded - callerSpoke, bargeIns.max(TimeUnit.MILLISECONDS), bargeIns.count() - before);
    assertTrue(agentEnded > callerSpoke, "the agent was speaking");
    // Noticing takes some 90 ms of speech; the rest is room for a machine that does other things.
    assertTrue(agentEnded - callerSpoke < 1_500, agentEnded + " after " + callerSpoke);
    assertTrue(bargeIns.count() > before);
    // What is written down is what there was sound of, to the word.
    int sounded = (agentEnded - agentBegan) / ToneSynthesis.CHARACTER_MILLIS;
    assertEquals(sounded, heard.length(), 16, heard);
  }

  @Test
  void callerWhoAsksForAHuman_reachesThem_andPaysUntilThen() throws IOException {
    String human = "+16465550199";
    CallsApi api =
        CallsApi.unlimited(backends, peers)
            .with(
                peers,
                new JsonObject()
                    .put("first_message", "Hello.")
                    .put("transfer_number", human)
                    .put(
                        "tools",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("type", "transfer_call")
                                    .put("name", "transfer_call"))));
    short[] sound = then(silence(400), speech("hello"), silence(4_000));
    for (int again = 0; again < 6; again++) {
      // While the recogniser is loading nothing is understood.
      sound = then(sound, speech("can i speak to a human"), silence(5_000));
    }
    int humanPort = Peers.freePort();
    try (Baresip telephone = Baresip.answering(human, humanPort, 440);
        Baresip caller = Baresip.answering("+16465550111", peers.carrierPort(), sound, humanPort)) {
      String id = api.call("+16465550111");
      await().atMost(PATIENCE).until(() -> api.status(id).equals("completed"));
      api.get(id).body("end_reason", equalTo("transferred")).body("error_code", equalTo(null));
      await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(telephone.output()).contains("Call established"));
      assertTrue(caller.isRunning());
      api.transcript(id)
          .body("status", equalTo("ready"))
          .body("segments.findAll { it.kind == 'tool' }.text", equalTo(List.of("transfer_call")));
      assertFalse(api.get(id).extract().<Object>path("latency") == null, "it was measured");
      Instant answered = Instant.parse(api.get(id).extract().path("answered_at"));
      Instant ended = Instant.parse(api.get(id).extract().path("ended_at"));
      long seconds = (Duration.between(answered, ended).toMillis() + 999) / 1_000;
      api.get(id).body("duration_seconds", equalTo((int) seconds));
      await()
          .atMost(PATIENCE)
          .until(() -> peers.billing().events(api.organization().id(), "hold.capture").size() == 1);
      JsonObject capture = peers.billing().events(api.organization().id(), "hold.capture").get(0);
      assertEquals(seconds, capture.getLong("quantity"));
    }
  }

  private static List<String> agentTexts(CallsApi api, String id) {
    return api.transcript(id)
        .extract()
        .path("segments.findAll { it.speaker == 'agent' && it.kind == 'speech' }.text");
  }

  /** The millisecond of the first loud sample from a moment on. */
  private static int firstLoud(short[] sound, int fromMillis) {
    for (int i = fromMillis * 8; i < sound.length; i++) {
      if (Math.abs(sound[i]) > LOUD) {
        return i / 8;
      }
    }
    throw new AssertionError("nothing was heard");
  }

  /** Where a sound ends that began there: a fifth of a second of silence follows. */
  private static int lastLoudOf(short[] sound, int fromMillis) {
    int last = fromMillis * 8;
    for (int i = last; i < sound.length && i - last < 1_600; i++) {
      last = Math.abs(sound[i]) > LOUD ? i : last;
    }
    return last / 8;
  }
}
