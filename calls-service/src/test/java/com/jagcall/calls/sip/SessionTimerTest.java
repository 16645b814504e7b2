package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 4028 with short intervals, and what is agreed about it in a call. */
class SessionTimerTest {

  private final Loop loop = new Loop("test");
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final SessionTimer timer =
      new SessionTimer(loop, () -> notes.add("refresh"), () -> notes.add("expired"));

  @AfterEach
  void stop() {
    loop.stop();
  }

  private void waitFor(List<String> expected) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> notes.equals(expected));
  }

  @Test
  void ourTurn_refreshesAtHalfAndExpiresIfThatFails() {
    timer.agree(3, true);
    waitFor(List.of("refresh", "expired"));
  }

  @Test
  void theirTurn_expiresWhenNothingComes() {
    timer.agree(2, false);
    waitFor(List.of("expired"));
  }

  @Test
  void refreshOfThePeer_beginsAnew() {
    timer.agree(1, false);
    timer.agree(1_000, false);
    assertTrue(timer.running());
    await().pollDelay(Duration.ofMillis(1_200)).until(notes::isEmpty);
  }

  @Test
  void nothingAgreed_nothingHappens() {
    timer.agree(1, true);
    timer.agree(0, false);
    assertFalse(timer.running());
    await().pollDelay(Duration.ofMillis(1_200)).until(notes::isEmpty);
  }

  @Test
  void intervalTooSmall_isRefusedWith422() throws Exception {
    JainUserAgent agent = Agents.started(Trunk.at("one", "127.0.0.1"));
    try (RawPeer caller = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      agent.onInvite(
          (leg, invite) -> {
            leg.answer(Heard.SDP);
            return new Heard();
          });
      caller.send(
          Requests.invite(caller, "small")
              .replace("Contact:", "Supported: timer\r\nSession-Expires: 60\r\nContact:"));
      String refusal = caller.expect("SIP/2.0 422");
      assertEquals("90", RawPeer.header(refusal, "Min-SE"));
    } finally {
      agent.stop();
    }
  }

  @Test
  void calleeWantsALongerInterval_getsIt() throws Exception {
    try (RawPeer callee = new RawPeer()) {
      JainUserAgent agent = Agents.started(Trunk.at("one", callee.host()));
      try {
        agent.dial(Agents.dial(), new Heard());
        String first = callee.expect("INVITE");
        String refusal = callee.response(first, "422 Session Interval Too Small", "one", "");
        callee.send(refusal.replace("Contact:", "Min-SE: 3600\r\nContact:"));
        callee.expect("ACK");
        String second = callee.expect("INVITE");
        assertEquals("3600", RawPeer.header(second, "Session-Expires"));
        assertEquals("2 INVITE", RawPeer.header(second, "CSeq"));
        assertEquals(RawPeer.header(first, "Call-ID"), RawPeer.header(second, "Call-ID"));
        callee.respond(second, "486 Busy Here", "");
        callee.expect("ACK");
        assertNull(callee.receive(200));
      } finally {
        agent.stop();
      }
    }
  }
}
