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
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A call that really rings: SIP and RTP to a telephone that is not ours. */
@QuarkusTest
class RealCallTest {
  Backends backends;
  Peers peers;

  @Test
  void telephoneThatAnswers_hearsTheAgent_andIsRecorded() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    // A tone that stops for a moment, as on a busy machine, would be an answering machine's beep.
    short[] hello = then(silence(300), speech("hello"));
    Baresip telephone = Baresip.answering("+16465550100", peers.carrierPort(), hello, 0);
    try (telephone) {
      String id = api.call("+16465550100");
      api.await(id, "in_progress");
      await().atMost(Duration.ofSeconds(20)).until(() -> !agentTexts(api, id).isEmpty());
      api.hangUp(id).statusCode(200);
      api.await(id, "completed")
          .body("end_reason", equalTo("api_hangup"))
          .body("recording_available", equalTo(true));
      assertEquals(List.of("Hello, this is the reception."), agentTexts(api, id));
      judgeTimes(api, id);
      judgeSound(api, id);
    }
  }

  private static List<String> agentTexts(CallsApi api, String id) {
    return api.transcript(id).extract().path("segments.findAll { it.speaker == 'agent' }.text");
  }

  private static void judgeTimes(CallsApi api, String id) {
    Instant answered = Instant.parse(api.get(id).extract().path("answered_at"));
    Instant ended = Instant.parse(api.get(id).extract().path("ended_at"));
    long seconds = (Duration.between(answered, ended).toMillis() + 999) / 1_000;
    api.get(id).body("duration_seconds", equalTo((int) seconds));
    await()
        .untilAsserted(
            () ->
                api.get(id)
                    .body("cost", equalTo("0." + String.format(Locale.ROOT, "%04d", 3 * seconds))));
  }

  private static void judgeSound(CallsApi api, String id) {
    byte[] wav = api.recording(id).statusCode(200).extract().asByteArray();
    Stereo sound = Stereo.of(wav);
    String agents = "segments.find { it.speaker == 'agent' }";
    int start = api.transcript(id).extract().path(agents + ".start_ms");
    int end = api.transcript(id).extract().path(agents + ".end_ms");
    // 29 characters of 40 ms.
    assertEquals(1_160, end - start, 40);
    short[] agent = Stereo.part(sound.agent(), start + 40, end - 40);
    assertTrue(Stereo.share(agent, 1_000) > 0.9, "the agent is right");
    assertTrue(isLoud(Stereo.part(sound.caller(), 0, start)), "the caller is left");
    assertFalse(isLoud(Stereo.part(sound.agent(), 0, start - 100)), "and only there");
  }

  private static boolean isLoud(short[] sound) {
    return IntStream.range(0, sound.length).anyMatch(i -> Math.abs(sound[i]) > 1_000);
  }

  @Test
  void nobodyThere_failsAfterTheTrunksTime() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    String id = api.call("+16465550101");
    // Nothing listens on the trunk's port: it rings nowhere, and the time for ringing is over
    // first.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> List.of("failed", "no_answer").contains(api.status(id)));
  }
}
