package com.jagcall.calls.carriage;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;

/** A call that really rings: SIP and RTP to a telephone that is not ours. */
@QuarkusTest
class RealCallTest {
  Backends backends;
  Peers peers;

  @Test
  void telephoneThatAnswers_hearsTheAgent_andIsRecorded() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    Baresip telephone = Baresip.answering("+16465550100", peers.carrierPort(), 440);
    try (telephone) {
      String id = api.call("+16465550100");
      api.await(id, "in_progress");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !api.transcript(id).extract().<List<String>>path("segments.text").isEmpty());
      api.hangUp(id).statusCode(200);
      api.await(id, "completed")
          .body("end_reason", equalTo("api_hangup"))
          .body("recording_available", equalTo(true));
      api.transcript(id)
          .body("segments.text", equalTo(List.of("Hello, this is the reception.")))
          .body("segments.speaker", equalTo(List.of("agent")));
      judgeTimes(api, id);
      judgeSound(api, id);
    }
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
    int start = api.transcript(id).extract().path("segments[0].start_ms");
    int end = api.transcript(id).extract().path("segments[0].end_ms");
    // 29 characters of 40 ms.
    assertEquals(1_160, end - start, 40);
    short[] agent = Stereo.part(sound.agent(), start + 40, end - 40);
    assertTrue(Stereo.share(agent, 1_000) > 0.9, "the agent is right");
    short[] caller = Stereo.part(sound.caller(), 500, start + 1_000);
    assertTrue(Stereo.share(caller, 440) > 0.6, "the caller is left");
    assertTrue(Stereo.share(agent, 440) < 0.05, "and only there");
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
