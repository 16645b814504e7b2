package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it hears, and answers every offer with the same description. */
final class Heard implements LegListener {

  static final String SDP =
      "v=0\r\n"
          + "o=- 1 1 IN IP4 127.0.0.1\r\n"
          + "s=-\r\n"
          + "c=IN IP4 127.0.0.1\r\n"
          + "t=0 0\r\n"
          + "m=audio 40100 RTP/AVP 0\r\n";

  final List<String> notes = new CopyOnWriteArrayList<>();
  volatile String remoteSdp;
  volatile LegEnd end;

  @Override
  public void ringing() {
    notes.add("ringing");
  }

  @Override
  public void earlyMedia(String sdp) {
    notes.add("early media");
    remoteSdp = sdp;
  }

  @Override
  public void answered(String sdp, Instant at) {
    remoteSdp = sdp;
    notes.add("answered");
  }

  @Override
  public void acknowledged(String sdp) {
    notes.add(sdp == null ? "acknowledged" : "acknowledged with an answer");
  }

  @Override
  public String renegotiated(String sdpOffer) {
    remoteSdp = sdpOffer;
    notes.add(sdpOffer.contains("sendonly") ? "held" : "renegotiated");
    return SDP;
  }

  @Override
  public void renegotiationAnswered(String sdpAnswer) {
    notes.add(sdpAnswer == null ? "renegotiation refused" : "renegotiation answered");
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    notes.add("digit " + digit + " " + durationMillis);
  }

  @Override
  public void ended(LegEnd how) {
    end = how;
    notes.add("ended " + how.cause());
  }

  void waitFor(String note) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertTrue(notes.contains(note), () -> "no " + note + " in " + notes));
  }

  LegEnd waitForEnd() {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> end != null);
    return end;
  }
}
