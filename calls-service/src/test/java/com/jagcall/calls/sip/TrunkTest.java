package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several trunks, registration, keep-alive, names. */
class TrunkTest {

  @BeforeAll
  static void tool() {
    Sipp.needed();
  }

  private static void talks(JainUserAgent agent, Sipp callee, String trunk) throws Exception {
    Heard heard = new Heard();
    Leg leg = agent.dial(Agents.dial(), heard);
    heard.waitFor("answered");
    assertEquals(trunk, leg.trunk());
    leg.hangUp();
    heard.waitForEnd();
    callee.succeeded();
  }

  @Test
  void trunkThatIsOverloaded_theNextIsTried() throws Exception {
    JainUserAgent agent = null;
    try (Sipp first = Sipp.callee("refuses", "status=503 Service Unavailable");
        Sipp second = Sipp.callee("answers")) {
      agent =
          Agents.started(
              Agents.ranked(Trunk.at("second", second.host()), 20, "+"),
              Agents.ranked(Trunk.at("first", first.host()), 10, "+"));
      talks(agent, second, "second");
      first.succeeded();
    } finally {
      agent.stop();
    }
  }

  @Test
  void trunkThatIsSilent_theNextIsTriedAndAskedFirstFromThenOn() throws Exception {
    JainUserAgent agent = null;
    try (RawPeer silent = new RawPeer();
        Sipp second = Sipp.callee("answers");
        Sipp third = Sipp.callee("answers")) {
      agent =
          Agents.started(
              Agents.ranked(Trunk.at("silent", silent.host()), 10, "+"),
              Agents.ranked(Trunk.at("second", second.host(), third.host()), 20, "+"));
      talks(agent, second, "second");
      silent.expect("INVITE");
    } finally {
      agent.stop();
    }
  }

  @Test
  void trunkWhoseTcpPortIsClosed_theNextIsTried() throws Exception {
    JainUserAgent agent = null;
    try (Sipp second = Sipp.callee("answers")) {
      Trunk closed = Trunk.at("closed", "127.0.0.1:1");
      Trunk tcp =
          new Trunk(
              "closed",
              closed.hosts(),
              null,
              Transport.TCP,
              closed.prefixes(),
              1,
              CallerId.FROM,
              true,
              null,
              false,
              closed.inboundAddresses(),
              null,
              Duration.ZERO);
      agent = Agents.started(tcp, Trunk.at("second", second.host()));
      talks(agent, second, "second");
    } finally {
      agent.stop();
    }
  }

  @Test
  void busy_isNotTriedElsewhere() throws Exception {
    JainUserAgent agent = null;
    try (Sipp first = Sipp.callee("refuses", "status=486 Busy Here");
        RawPeer second = new RawPeer()) {
      agent =
          Agents.started(
              Agents.ranked(Trunk.at("first", first.host()), 10, "+"),
              Agents.ranked(Trunk.at("second", second.host()), 20, "+"));
      Heard heard = new Heard();
      agent.dial(Agents.dial(), heard);
      assertEquals(EndCause.BUSY, heard.waitForEnd().cause());
      assertEquals(null, second.receive(300));
    } finally {
      agent.stop();
    }
  }

  @Test
  void longestPrefix_isAskedFirst() throws Exception {
    JainUserAgent agent = null;
    try (Sipp callee = Sipp.callee("answers")) {
      agent =
          Agents.started(
              Agents.ranked(Trunk.at("any", "127.0.0.1:9"), 1, "+"),
              Agents.ranked(Trunk.at("us", callee.host()), 100, "+1555"),
              Agents.ranked(Trunk.at("germany", "127.0.0.1:9"), 1, "+49"));
      talks(agent, callee, "us");
    } finally {
      agent.stop();
    }
  }

  @Test
  void noTrunkServesTheNumber_isTold() {
    JainUserAgent agent =
        Agents.started(Agents.ranked(Trunk.at("germany", "127.0.0.1:9"), 1, "+49"));
    try {
      Heard heard = new Heard();
      agent.dial(Agents.dial(), heard);
      assertEquals(EndCause.NO_TRUNK, heard.waitForEnd().cause());
      assertEquals("carrier_unavailable", heard.end.cause().errorCode());
    } finally {
      agent.stop();
    }
  }

  @Test
  void registration_isMadeWithCredentialsAndTakenBack() throws Exception {
    try (Sipp registrar = Sipp.callee("registers")) {
      Trunk trunk =
          Agents.with(Trunk.at("one", registrar.host()), new Credentials("jag", "secret"), true);
      JainUserAgent agent = Agents.started(trunk);
      await().atMost(Duration.ofSeconds(10)).until(agent::ready);
      agent.stop();
      registrar.succeeded();
      assertFalse(agent.ready());
    }
  }

  @Test
  void keepAlive_findsOutThatATrunkIsGoneAndBack() throws Exception {
    try (RawPeer carrier = new RawPeer()) {
      Trunk one = Trunk.at("one", carrier.host());
      Trunk trunk =
          new Trunk(
              one.name(),
              one.hosts(),
              null,
              one.transport(),
              one.prefixes(),
              1,
              one.callerId(),
              true,
              null,
              false,
              one.inboundAddresses(),
              null,
              Duration.ofSeconds(1));
      JainUserAgent agent = Agents.started(trunk);
      try {
        carrier.respond(carrier.expect("OPTIONS"), "200 OK", "");
        assertTrue(agent.ready());
        carrier.expect("OPTIONS");
        await().atMost(Duration.ofSeconds(10)).until(() -> !agent.ready());
        String options = carrier.expect("OPTIONS");
        carrier.respond(options, "404 Not Found", "");
        for (String more = carrier.receive(200); more != null; more = carrier.receive(200)) {
          carrier.respond(more, "404 Not Found", "");
        }
        await().atMost(Duration.ofSeconds(10)).until(agent::ready);
      } finally {
        agent.stop();
      }
    }
  }

  @Test
  void nameWithSrvRecords_isTriedInTheirOrder() throws Exception {
    JainUserAgent agent = null;
    try (SrvServer dns = new SrvServer();
        Sipp first = Sipp.callee("refuses", "status=503 Service Unavailable");
        Sipp second = Sipp.callee("answers")) {
      dns.record(10, second.port());
      dns.record(5, first.port());
      SipSettings plain = Agents.settings(Trunk.at("named", "carrier.test"));
      agent =
          new JainUserAgent(
              new SipSettings(
                  plain.bindAddress(),
                  null,
                  plain.ports(),
                  null,
                  plain.trunks(),
                  plain.timing(),
                  10,
                  "127.0.0.1:" + dns.port()));
      agent.start();
      talks(agent, second, "named");
      first.succeeded();
      assertTrue(second.messages().contains("INVITE sip:+15550100002@carrier.test SIP/2.0"));
    } finally {
      agent.stop();
    }
  }
}
