package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strangers that send as fast as they can, while a trunk's call is to be answered. */
class FloodTest {

  private static final int CALLS = 5;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private JainUserAgent agent;

  @AfterEach
  void stop() {
    over.set(true);
    agent.stop();
  }

  private void listen(Credentials credentials) {
    agent = Agents.started(Agents.inbound(Trunk.at("one", "127.0.0.2"), credentials, "127.0.0.2"));
    agent.onInvite(
        (leg, invite) -> {
          asked.incrementAndGet();
          leg.answer(Heard.SDP);
          return new Heard();
        });
  }

  /** Sends invitations from a stranger's address until the test is over. */
  private Thread flood() throws IOException {
    RawPeer stranger = new RawPeer("127.0.0.5").talksTo(agent.port(Transport.UDP));
    Thread thread =
        new Thread(
            () -> {
              try (stranger) {
                while (!over.get()) {
                  stranger.send(Requests.invite(stranger, "flood-" + sent.incrementAndGet()));
                }
              } catch (IOException full) {
                over.set(true);
              }
            });
    thread.start();
    return thread;
  }

  private void callsOfTheTrunkAreAnswered() throws Exception {
    try (RawPeer trunk = new RawPeer("127.0.0.2").talksTo(agent.port(Transport.UDP))) {
      for (int i = 0; i < CALLS; i++) {
        String invite = Requests.invite(trunk, "good-" + i);
        String ok = null;
        // The system's own buffer may be full of the flood: a caller sends again, as here.
        for (int tries = 0; tries < 20 && ok == null; tries++) {
          trunk.send(invite);
          for (String m = trunk.receive(300); m != null && ok == null; m = trunk.receive(300)) {
            ok = m.startsWith("SIP/2.0 200") && m.contains("good-" + i) ? m : null;
          }
        }
        assertTrue(ok != null, "call " + i + " is not answered");
        trunk.send(Requests.within(invite, ok, "ACK", 1));
        trunk.send(Requests.within(invite, ok, "BYE", 2));
      }
    }
  }

  @Test
  void invitesOfStrangers_areDroppedAndTheTrunksCallsAnswered() throws Exception {
    listen(null);
    Thread flood = flood();
    callsOfTheTrunkAreAnswered();
    over.set(true);
    flood.join();
    assertTrue(agent.dropped() > 1_000, sent + " sent, dropped " + agent.dropped());
    assertEquals(CALLS, asked.get());
  }

  @Test
  void invitesOfStrangersWhoMightAuthenticate_areChallengedWithNoStateAndOnlyAFewEachSecond()
      throws Exception {
    listen(new Credentials("jag", "secret"));
    Thread flood = flood();
    callsOfTheTrunkAreAnswered();
    over.set(true);
    flood.join();
    assertTrue(agent.dropped() > 1_000, sent + " sent, dropped " + agent.dropped());
    assertEquals(CALLS, asked.get());
    assertTrue(agent.legs() <= CALLS);
  }
}
