package com.jagcall.calls.sandbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.Stereo;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test key's calls do, as its owner sees it. */
@QuarkusTest
class SandboxTest {
  Backends backends;
  Peers peers;
  private CallsApi api;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.sandbox(backends, peers);
  }

  @ParameterizedTest
  @CsvSource({
    "+12125550101, busy, busy",
    "+12125550102, no_answer, no_answer",
    "+12125550103, failed, rejected",
    "+12125550104, failed, invalid_number",
    "+12125550105, failed, carrier_error",
    "+12125550106, completed, voicemail",
    "+12125550107, completed, remote_hangup"
  })
  void magicNumber_saysWhatHappens(String number, String status, String reason) {
    String id = api.call(number);
    api.await(id, status).body("end_reason", equalTo(reason));
  }

  @Test
  void conversation_hasTranscript_recording_andCost() {
    String id = api.call("+12125550100");
    api.await(id, "completed")
        .body("recording_available", equalTo(true))
        .body("duration_seconds", equalTo(9));
    api.transcript(id)
        .body("status", equalTo("ready"))
        .body("segments.speaker", equalTo(List.of("agent", "caller", "agent")))
        .body("segments[0].text", equalTo("Hello, this is the reception."));
    await().untilAsserted(() -> api.get(id).body("cost", equalTo("0.0027")));
    String hold = peers.billing().hold(api.organization().id(), id).getString("hold_id");
    assertEquals("test", peers.billing().hold(api.organization().id(), id).getString("mode"));
    await()
        .until(() -> peers.billing().events(api.organization().id(), "hold.capture").size() == 1);
    Stereo sound = Stereo.of(api.recording(id).statusCode(200).extract().asByteArray());
    assertEquals(8_140, sound.millis(), 40);
    assertTrue(Stereo.share(Stereo.part(sound.agent(), 500, 2_000), 440) > 0.9);
    assertTrue(Stereo.share(Stereo.part(sound.caller(), 2_700, 4_500), 300) > 0.9);
  }

  @Test
  void recording_isServedInParts() {
    String id = api.call("+12125550107");
    api.await(id, "completed");
    api.request()
        .header("Range", "bytes=0-3")
        .get(CallsApi.PATH + "/" + id + "/recording")
        .then()
        .statusCode(206)
        .contentType("audio/wav")
        .header("Content-Range", notNullValue())
        .header("Content-Length", equalTo("4"));
    api.request()
        .header("Range", "bytes=99999999-")
        .get(CallsApi.PATH + "/" + id + "/recording")
        .then()
        .statusCode(416);
    String length = api.recording(id).statusCode(200).extract().header("Content-Length");
    api.request()
        .header("Range", "bytes=0-3")
        .head(CallsApi.PATH + "/" + id + "/recording")
        .then()
        .statusCode(200)
        .header("Content-Length", equalTo(length));
  }

  @Test
  void callThatWasNotAnswered_hasNoRecording() {
    String id = api.call("+12125550101");
    api.await(id, "busy").body("recording_available", equalTo(false));
    api.recording(id).statusCode(404).body("error.code", equalTo("not_found"));
  }

  @Test
  void slowNumber_isAnsweredAfterTwentySeconds() {
    String id = api.call("+12125550109");
    api.await(id, "ringing");
    api.await(id, "completed").body("end_reason", equalTo("remote_hangup"));
    Instant made = Instant.parse(api.get(id).extract().path("created_at"));
    Instant answered = Instant.parse(api.get(id).extract().path("answered_at"));
    assertTrue(Duration.between(made, answered).toSeconds() >= 20, made + " " + answered);
  }

  @Test
  void numberWithoutMeaning_doesAsTheFirst() {
    String id = api.call("+12125550142");
    api.await(id, "completed")
        .body("end_reason", equalTo("remote_hangup"))
        .body("duration_seconds", equalTo(9));
  }

  @Test
  void endlessCall_lastsUntilItIsHungUp() {
    String id = api.call("+12125550108");
    api.await(id, "in_progress");
    api.hangUp(id).statusCode(200);
    api.await(id, "completed").body("end_reason", equalTo("api_hangup"));
  }
}
