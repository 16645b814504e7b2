package com.jagcall.calls.carriage;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.Baresip;
import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.Stereo;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A telephone that is not ours calls one of our numbers. */
@QuarkusTest
class InboundCallTest {
  Backends backends;
  Peers peers;

  @Test
  void numberOfAnAgent_isAnswered_chargedAndRecorded() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    String number = peers.numbers().number(api.organization().id(), "live", api.agent());
    Baresip telephone = Baresip.calling(number, peers.sipPort(), 440, 5);
    try (telephone) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> api.list("?status=completed").body("pagination.total", equalTo(1)));
    }
    String id = api.list("").extract().path("data[0].id");
    api.get(id)
        .body("direction", equalTo("inbound"))
        .body("from", equalTo("+15550100"))
        .body("to", equalTo(number))
        .body("agent_id", equalTo(api.agent()))
        .body("end_reason", equalTo("remote_hangup"))
        .body("recording_available", equalTo(true));
    int seconds = api.get(id).extract().path("duration_seconds");
    assertTrue(seconds >= 2 && seconds <= 6, seconds + " s");
    JsonObject hold = peers.billing().hold(api.organization().id(), id);
    assertEquals("voice_inbound", hold.getString("product"));
    await().until(() -> !peers.billing().events(api.organization().id(), "hold.capture").isEmpty());
    api.transcript(id).body("segments.text", equalTo(List.of("Hello, this is the reception.")));
    Stereo sound = Stereo.of(api.recording(id).statusCode(200).extract().asByteArray());
    assertTrue(Stereo.share(Stereo.part(sound.caller(), 500, 2_000), 440) > 0.6, "the caller");
  }

  @Test
  void numberOfNobody_isRefused_andRecordedNowhere() {
    Baresip telephone = Baresip.calling(NumbersDouble.fresh(), peers.sipPort(), 440, 5);
    try (telephone) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.readString(telephone.output()).contains("404"));
    }
  }

  @Test
  void numberWithoutAgent_isRefused_andRecordedNowhere() {
    CallsApi api = CallsApi.unlimited(backends, peers);
    Baresip telephone = Baresip.calling(api.from(), peers.sipPort(), 440, 5);
    try (telephone) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.readString(telephone.output()).contains("480"));
    }
    api.list("").body("pagination.total", equalTo(0));
  }
}
