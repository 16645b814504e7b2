package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to SIPp. */
class OutboundCallTest {

  @BeforeAll
  static void tool() {
    Sipp.needed();
  }

  /** One call over one trunk, which {@code body} plays through. */
  private void call(Sipp callee, Trunk trunk, Body body) throws Exception {
    JainUserAgent agent = Agents.started(trunk);
    try (callee) {
      Heard heard = new Heard();
      body.play(agent.dial(Agents.dial(), heard), heard);
      callee.succeeded();
      assertEquals(0, agent.legs());
    } finally {
      agent.stop();
    }
  }

  private void call(Sipp callee, Body body) throws Exception {
    call(callee, Trunk.at("one", callee.host()), body);
  }

  @FunctionalInterface
  interface Body {
    void play(Leg leg, Heard heard) throws Exception;
  }

  @Test
  void answer_connectsAndByeEnds() throws Exception {
    call(
        Sipp.callee("answers"),
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.hangUp();
          assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
          assertFalse(heard.end.remote());
          assertEquals(List.of("ringing", "answered", "ended HANGUP"), heard.notes);
          assertTrue(heard.remoteSdp.contains("m=audio 40000"));
        });
  }

  @Test
  void answerOverTcp_connectsAndByeEnds() throws Exception {
    Sipp callee = Sipp.callee("answers", "-t", "t1");
    Trunk trunk = over(Transport.TCP, Trunk.at("one", callee.host()));
    call(
        callee,
        trunk,
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.hangUp();
          assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
        });
  }

  private static Trunk over(Transport transport, Trunk trunk) {
    return new Trunk(
        trunk.name(),
        trunk.hosts(),
        trunk.domain(),
        transport,
        trunk.prefixes(),
        trunk.priority(),
        trunk.callerId(),
        trunk.plus(),
        trunk.outbound(),
        trunk.register(),
        trunk.inboundAddresses(),
        trunk.inbound(),
        trunk.keepAlive());
  }

  @Test
  void peerHangsUp_endsRemotely() throws Exception {
    call(
        Sipp.callee("hangs-up"),
        (leg, heard) -> {
          assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
          assertTrue(heard.end.remote());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "486 Busy Here, BUSY, busy",
    "600 Busy Everywhere, BUSY, busy",
    "404 Not Found, INVALID_NUMBER, invalid_number",
    "484 Address Incomplete, INVALID_NUMBER, invalid_number",
    "403 Forbidden, REJECTED, rejected",
    "603 Decline, REJECTED, rejected",
    "480 Temporarily Unavailable, NO_ANSWER, no_answer",
    "488 Not Acceptable Here, INCOMPATIBLE_MEDIA, incompatible_media",
    "500 Server Internal Error, CARRIER_ERROR, carrier_error",
    "503 Service Unavailable, CARRIER_ERROR, carrier_error",
    "408 Request Timeout, CARRIER_ERROR, carrier_error",
    "699 Never Heard Of, CARRIER_ERROR, carrier_error"
  })
  void refusal_isToldAsItsCause(String status, EndCause cause, String errorCode) throws Exception {
    call(
        Sipp.callee("refuses", "status=" + status),
        (leg, heard) -> {
          LegEnd end = heard.waitForEnd();
          assertEquals(cause, end.cause());
          assertEquals(errorCode, end.cause().errorCode());
          assertEquals(Integer.parseInt(status.substring(0, 3)), end.sipStatus());
        });
  }

  @Test
  void timeOutAfterRinging_isNoAnswer() throws Exception {
    call(
        Sipp.callee("refuses-ringing", "status=408 Request Timeout"),
        (leg, heard) -> assertEquals(EndCause.NO_ANSWER, heard.waitForEnd().cause()));
  }

  @Test
  void nobodyAnswers_isCanceledAfterTheRingTimeout() throws Exception {
    JainUserAgent agent = null;
    try (Sipp callee = Sipp.callee("rings")) {
      agent = Agents.started(Trunk.at("one", callee.host()));
      Heard heard = new Heard();
      agent.dial(Agents.dial(Duration.ofSeconds(1)), heard);
      assertEquals(EndCause.NO_ANSWER, heard.waitForEnd().cause());
      callee.succeeded();
    } finally {
      agent.stop();
    }
  }

  @Test
  void hangUpWhileRinging_cancels() throws Exception {
    call(
        Sipp.callee("rings"),
        (leg, heard) -> {
          heard.waitFor("ringing");
          leg.hangUp();
          assertEquals(EndCause.CANCELED, heard.waitForEnd().cause());
        });
  }

  @Test
  void answerAfterCancel_isAcknowledgedAndHungUpOn() throws Exception {
    call(
        Sipp.callee("answers-late"),
        (leg, heard) -> {
          heard.waitFor("ringing");
          leg.hangUp();
          assertEquals(EndCause.CANCELED, heard.waitForEnd().cause());
        });
  }

  @Test
  void earlyMedia_isTold() throws Exception {
    call(
        Sipp.callee("early-media"),
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.hangUp();
          heard.waitForEnd();
          assertEquals(List.of("early media", "answered", "ended HANGUP"), heard.notes);
        });
  }

  @Test
  void peerHolds_listenerAnswers() throws Exception {
    call(
        Sipp.callee("holds"),
        (leg, heard) -> {
          heard.waitFor("held");
          leg.hangUp();
          heard.waitForEnd();
        });
  }

  @Test
  void hold_isAnswered() throws Exception {
    call(
        Sipp.callee("is-held"),
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.renegotiate(Heard.SDP + "a=sendonly\r\n");
          heard.waitFor("renegotiation answered");
          leg.hangUp();
        });
  }

  @Test
  void glare_isTriedAgain() throws Exception {
    call(
        Sipp.callee("glares"),
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.renegotiate(Heard.SDP + "a=sendonly\r\n");
          heard.waitFor("renegotiation answered");
          leg.hangUp();
        });
  }

  @Test
  void transfer_endsTheLegWhenTheNewCallStands() throws Exception {
    call(
        Sipp.callee("is-transferred", "status=200 OK"),
        (leg, heard) -> {
          heard.waitFor("answered");
          CompletableFuture<TransferResult> result = new CompletableFuture<>();
          leg.transfer("+15550100003", result::complete);
          assertEquals(new TransferResult(true, 200), result.get(10, TimeUnit.SECONDS));
          assertEquals(EndCause.TRANSFERRED, heard.waitForEnd().cause());
        });
  }

  @Test
  void failedTransfer_leavesTheCallStanding() throws Exception {
    call(
        Sipp.callee("is-transferred", "status=486 Busy Here"),
        (leg, heard) -> {
          heard.waitFor("answered");
          CompletableFuture<TransferResult> result = new CompletableFuture<>();
          leg.transfer("+15550100003", result::complete);
          assertEquals(new TransferResult(false, 486), result.get(10, TimeUnit.SECONDS));
          leg.hangUp();
          assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
        });
  }

  @Test
  void challenge_isAnsweredForInviteAndBye() throws Exception {
    Sipp callee = Sipp.callee("challenges");
    Trunk trunk =
        Agents.with(Trunk.at("one", callee.host()), new Credentials("jag", "secret"), false);
    call(
        callee,
        trunk,
        (leg, heard) -> {
          heard.waitFor("answered");
          leg.hangUp();
        });
  }

  @Test
  void wrongPassword_isTriedOnceAndTold() throws Exception {
    Sipp callee = Sipp.callee("never-content");
    Trunk trunk =
        Agents.with(Trunk.at("one", callee.host()), new Credentials("jag", "wrong"), false);
    call(
        callee,
        trunk,
        (leg, heard) -> {
          LegEnd end = heard.waitForEnd();
          assertEquals(EndCause.AUTHENTICATION_FAILED, end.cause());
          assertEquals("carrier_error", end.cause().errorCode());
          assertEquals(407, end.sipStatus());
        });
  }
}
