package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a callee that loses, repeats and forks. */
class OddCalleeTest {

  private RawPeer callee;
  private JainUserAgent agent;
  private final Heard heard = new Heard();

  @BeforeEach
  void start() throws Exception {
    callee = new RawPeer();
    agent = Agents.started(Trunk.at("one", callee.host()));
  }

  @AfterEach
  void stop() {
    agent.stop();
    callee.close();
  }

  @Test
  void lostBye_isSentAgainAndTheLegIsOver() throws Exception {
    Leg leg = agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    callee.respond(invite, "200 OK", Heard.SDP);
    callee.expect("ACK");
    heard.waitFor("answered");
    leg.hangUp();
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
    String first = callee.expect("BYE");
    String second = callee.expect("BYE");
    assertEquals(first, second);
    callee.respond(second, "200 OK", "");
    assertNull(callee.receive(1_500));
  }

  @Test
  void repeatedAnswer_isAcknowledgedAgainWithTheSameAck() throws Exception {
    agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    String ok = callee.response(invite, "200 OK", "one", Heard.SDP);
    callee.send(ok);
    String ack = callee.expect("ACK");
    callee.send(ok);
    callee.send(ok);
    assertEquals(ack, callee.expect("ACK"));
    assertEquals(ack, callee.expect("ACK"));
    assertEquals(1, heard.notes.stream().filter("answered"::equals).count());
  }

  @Test
  void secondBranchOfAFork_isAcknowledgedAndHungUpOn() throws Exception {
    agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    callee.send(callee.response(invite, "180 Ringing", "one", ""));
    callee.send(callee.response(invite, "180 Ringing", "two", ""));
    callee.send(callee.response(invite, "200 OK", "one", Heard.SDP));
    assertTrue(RawPeer.header(callee.expect("ACK"), "To").endsWith("tag=one"));
    callee.send(callee.response(invite, "200 OK", "two", Heard.SDP));
    assertTrue(RawPeer.header(callee.expect("ACK"), "To").endsWith("tag=two"));
    String bye = callee.expect("BYE");
    assertTrue(RawPeer.header(bye, "To").endsWith("tag=two"));
    callee.respond(bye, "200 OK", "");
    heard.waitFor("answered");
    assertNull(heard.end);
  }

  @Test
  void hangUpBeforeAnyResponse_cancelsAfterTheFirst() throws Exception {
    Leg leg = agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    leg.hangUp();
    assertEquals(EndCause.CANCELED, heard.waitForEnd().cause());
    callee.respond(invite, "100 Trying", "");
    String cancel = callee.expect("CANCEL");
    assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(cancel, "Via"));
    assertEquals(
        RawPeer.header(invite, "CSeq").replace("INVITE", "CANCEL"), RawPeer.header(cancel, "CSeq"));
    callee.respond(cancel, "200 OK", "");
    callee.respond(invite, "487 Request Terminated", "");
    callee.expect("ACK");
  }

  @Test
  void ackAndBye_followTheRouteSet() throws Exception {
    try (RawPeer proxy = new RawPeer()) {
      Leg leg = agent.dial(Agents.dial(), heard);
      String invite = callee.expect("INVITE");
      String ok = callee.response(invite, "200 OK", "one", Heard.SDP);
      String route = "Record-Route: <sip:" + proxy.host() + ";lr>\r\n";
      callee.send(ok.replace("Contact:", route + "Contact:"));
      String ack = proxy.expect("ACK");
      assertTrue(ack.startsWith("ACK sip:raw@" + callee.host()));
      assertEquals("<sip:" + proxy.host() + ";lr>", RawPeer.header(ack, "Route"));
      heard.waitFor("answered");
      leg.hangUp();
      String bye = proxy.expect("BYE");
      assertEquals("<sip:" + proxy.host() + ";lr>", RawPeer.header(bye, "Route"));
      proxy.respond(bye, "200 OK", "");
    }
  }

  @Test
  void requestOutOfOrder_isRefused() throws Exception {
    agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    callee.respond(invite, "200 OK", Heard.SDP);
    callee.expect("ACK");
    callee.send(within(invite, "INFO", 5));
    callee.expect("SIP/2.0 200");
    callee.send(within(invite, "INFO", 4));
    callee.expect("SIP/2.0 500");
    callee.send(within(invite, "BYE", 6));
    callee.expect("SIP/2.0 200");
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
    callee.send(within(invite, "BYE", 7).replace("raw", "other"));
    callee.expect("SIP/2.0 481");
  }

  /** A request of the callee within the call that {@code invite} began. */
  private String within(String invite, String method, int number) {
    String contact = RawPeer.header(invite, "Contact").replaceAll("[<>]", "");
    return method
        + " "
        + contact
        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
        + callee.host()
        + ";branch=z9hG4bK"
        + method
        + number
        + "\r\nFrom: "
        + RawPeer.header(invite, "To")
        + ";tag=raw\r\nTo: "
        + RawPeer.header(invite, "From")
        + "\r\nCall-ID: "
        + RawPeer.header(invite, "Call-ID")
        + "\r\nCSeq: "
        + number
        + " "
        + method
        + "\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
  }

  @Test
  void callerIdAndNumbers_standWhereTheyBelong() throws Exception {
    agent.dial(Agents.dial(), heard);
    String invite = callee.expect("INVITE");
    assertTrue(invite.startsWith("INVITE sip:+15550100002@127.0.0.1 SIP/2.0"), invite);
    assertTrue(
        RawPeer.header(invite, "From").startsWith("<sip:+15550100001@127.0.0.1>;tag="), invite);
    assertEquals("70", RawPeer.header(invite, "Max-Forwards"));
    assertTrue(RawPeer.header(invite, "Via").contains(";rport"), invite);
    assertEquals("1800", RawPeer.header(invite, "Session-Expires"));
    assertFalse(invite.contains("call_test"));
  }

  @Test
  void redirectionElsewhere_isNotFollowed() throws Exception {
    try (RawPeer elsewhere = new RawPeer("127.0.0.9")) {
      agent.dial(Agents.dial(Duration.ofSeconds(5)), heard);
      String invite = callee.expect("INVITE");
      String moved = callee.response(invite, "302 Moved Temporarily", "one", "");
      callee.send(moved.replace("raw@" + callee.host(), "raw@127.0.0.9:" + elsewhere.port()));
      callee.expect("ACK");
      assertEquals(EndCause.CARRIER_ERROR, heard.waitForEnd().cause());
      assertNull(elsewhere.receive(200));
    }
  }

  @Test
  void endlessRedirection_isLeft() throws Exception {
    agent.dial(Agents.dial(), heard);
    for (int i = 0; i < 4; i++) {
      String invite = callee.expect("INVITE");
      callee.respond(invite, "302 Moved Temporarily", "");
      callee.expect("ACK");
    }
    assertEquals(EndCause.CARRIER_ERROR, heard.waitForEnd().cause());
    assertNull(callee.receive(300));
  }
}
