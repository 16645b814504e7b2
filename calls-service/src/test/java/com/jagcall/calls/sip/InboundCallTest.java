package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls from SIPp, at an address of the trunk's, and at one that nobody named. */
class InboundCallTest {

  private final Heard heard = new Heard();
  private final AtomicReference<InboundInvite> invite = new AtomicReference<>();
  private JainUserAgent agent;
  private volatile Leg leg;

  @BeforeAll
  static void tool() {
    Sipp.needed();
  }

  private void listen(Trunk trunk, Consumer<Leg> reaction) {
    agent = Agents.started(trunk);
    agent.onInvite(
        (there, what) -> {
          leg = there;
          invite.set(what);
          reaction.accept(there);
          return heard;
        });
  }

  private static void takes(Leg leg) {
    leg.ring();
    leg.answer(Heard.SDP);
  }

  @AfterEach
  void stop() {
    agent.stop();
  }

  private void plays(String scenario, String... more) throws Exception {
    try (Sipp caller = Sipp.caller(scenario, Agents.TO, agent.port(Transport.UDP), more)) {
      caller.succeeded();
    }
  }

  @Test
  void call_isAnsweredAndEndsWithTheCallersBye() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
    plays("calls");
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
    assertTrue(heard.end.remote());
    assertEquals(
        new InboundInvite("+15550100", Agents.TO, invite.get().sdpOffer(), "one"), invite.get());
    assertTrue(invite.get().sdpOffer().contains("m=audio 40000"));
    assertEquals(List.of("answered", "acknowledged", "ended HANGUP"), heard.notes);
    assertEquals(0, agent.legs());
  }

  @Test
  void callOverTcp_isAnswered() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
    try (Sipp caller = Sipp.caller("calls", Agents.TO, agent.port(Transport.TCP), "-t", "t1")) {
      caller.succeeded();
    }
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
  }

  @Test
  void hangUp_sendsBye() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
    try (Sipp caller = Sipp.caller("calls-is-left", Agents.TO, agent.port(Transport.UDP))) {
      heard.waitFor("acknowledged");
      leg.hangUp();
      assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
      caller.succeeded();
    }
  }

  @Test
  void hangUpAtOnce_waitsForTheAck() throws Exception {
    listen(
        Trunk.at("one", "127.0.0.1"),
        there -> {
          there.answer(Heard.SDP);
          there.hangUp();
        });
    plays("calls-is-left");
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
  }

  @Test
  void unknownNumber_isRefusedWith404() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), there -> there.reject(Rejection.UNKNOWN_NUMBER));
    plays("calls-refused");
    assertEquals(EndCause.REFUSED, heard.waitForEnd().cause());
  }

  @Test
  void cancel_endsTheLeg() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), Leg::ring);
    plays("calls-cancels");
    assertEquals(EndCause.CANCELED, heard.waitForEnd().cause());
    assertTrue(heard.end.remote());
  }

  @Test
  void answer_isRepeatedUntilItIsAcknowledged() throws Exception {
    try (RawPeer caller = new RawPeer()) {
      listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
      caller.talksTo(agent.port(Transport.UDP));
      String call = Requests.invite(caller, "raw-1");
      caller.send(call);
      String ok = caller.expect("SIP/2.0 200");
      assertEquals(ok, caller.expect("SIP/2.0 200"));
      caller.send(call);
      assertEquals(ok, caller.expect("SIP/2.0 200"));
      caller.send(Requests.within(call, ok, "ACK", 1));
      heard.waitFor("acknowledged");
      assertNull(caller.receive(2_500));
      caller.send(Requests.within(call, ok, "BYE", 2));
      caller.expect("SIP/2.0 200");
      assertEquals(1, heard.notes.stream().filter("answered"::equals).count());
    }
  }

  @Test
  void inviteWithoutOffer_isAnsweredInTheAck() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
    plays("calls-without-offer");
    assertNull(invite.get().sdpOffer());
    heard.waitForEnd();
    assertEquals(List.of("answered", "acknowledged with an answer", "ended HANGUP"), heard.notes);
  }

  @Test
  void callerHoldsResumesRefreshesAndSendsADigit_isFollowed() throws Exception {
    listen(Trunk.at("one", "127.0.0.1"), InboundCallTest::takes);
    plays("calls-holds");
    heard.waitForEnd();
    assertEquals(
        List.of("answered", "acknowledged", "held", "renegotiated", "digit 5 200", "ended HANGUP"),
        heard.notes);
  }

  @Test
  void addressNobodyNamed_isNotAnsweredAtAll() throws Exception {
    listen(Trunk.at("one", "127.0.0.7"), InboundCallTest::takes);
    try (RawPeer stranger = new RawPeer().talksTo(agent.port(Transport.UDP))) {
      stranger.send(Requests.invite(stranger, "raw-2"));
      stranger.send(Requests.options(stranger));
      assertNull(stranger.receive(1_000));
    }
    assertEquals(2, agent.dropped());
    assertNull(leg);
  }

  @Test
  void draining_refusesNewCallsAndGoesOnWithThoseThereAre() throws Exception {
    try (RawPeer caller = new RawPeer()) {
      listen(Trunk.at("one", caller.host()), InboundCallTest::takes);
      caller.talksTo(agent.port(Transport.UDP));
      String call = Requests.invite(caller, "raw-3");
      caller.send(call);
      String ok = caller.expect("SIP/2.0 200");
      caller.send(Requests.within(call, ok, "ACK", 1));
      caller.send(Requests.options(caller));
      caller.expect("SIP/2.0 200");
      agent.drain();
      await()
          .until(
              () -> {
                caller.send(Requests.options(caller));
                return caller.expect("SIP/2.0").startsWith("SIP/2.0 503");
              });
      caller.send(Requests.invite(caller, "raw-4"));
      caller.expect("SIP/2.0 503");
      assertEquals(1, agent.legs());
      agent.dial(Agents.dial(), new Heard());
      caller.expect("INVITE");
      caller.send(Requests.within(call, ok, "BYE", 2));
      caller.expect("SIP/2.0 200");
      assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
    }
  }

  @Test
  void addressBlockOfATrunk_isLetIn() throws Exception {
    Trunk trunk = Agents.inbound(Trunk.at("one", "127.0.0.7"), null, "127.0.0.0/30");
    listen(trunk, InboundCallTest::takes);
    plays("calls");
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
  }

  @Test
  void strangerWithCredentials_isChallengedAndLetIn() throws Exception {
    Trunk trunk = Agents.inbound(Trunk.at("one", "127.0.0.7"), new Credentials("jag", "secret"));
    listen(trunk, InboundCallTest::takes);
    plays("calls-authenticates");
    assertEquals(EndCause.HANGUP, heard.waitForEnd().cause());
    assertEquals("one", invite.get().trunk());
  }

  @Test
  void strangerWithWrongPassword_isChallengedAgainAndNobodyIsAsked() throws Exception {
    Trunk trunk = Agents.inbound(Trunk.at("one", "127.0.0.7"), new Credentials("jag", "other"));
    listen(trunk, InboundCallTest::takes);
    String[] impatient = {"-recv_timeout", "1500"};
    try (Sipp caller =
        Sipp.caller("calls-authenticates", Agents.TO, agent.port(Transport.UDP), impatient)) {
      assertTrue(caller.failed());
    }
    assertNull(leg);
  }
}
