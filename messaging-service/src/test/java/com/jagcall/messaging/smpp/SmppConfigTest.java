package com.jagcall.messaging.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmppConfigTest {

  private static SmppConfig ofEnvironment(Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .withMapping(SmppConfig.class)
        .withSources(new EnvConfigSource(variables, 300))
        .build()
        .getConfigMapping(SmppConfig.class);
  }

  @Test
  void environment_namesBinds() {
    SmppConfig config =
        ofEnvironment(
            Map.of(
                "JAGCALL_SMPP_BINDS_CARRIER_HOST", "smsc.example",
                "JAGCALL_SMPP_BINDS_CARRIER_SYSTEM_ID", "jagcall",
                "JAGCALL_SMPP_BINDS_CARRIER_PASSWORD", "secret",
                "JAGCALL_SMPP_BINDS_CARRIER_TLS_ENABLED", "true",
                "JAGCALL_SMPP_BINDS_CARRIER_TIMING_ENQUIRE_LINK", "PT9S"));
    SmppConfig.BindConfig bind = config.binds().get("carrier");
    assertEquals("smsc.example", bind.host());
    assertEquals(2775, bind.port());
    assertTrue(bind.tls().enabled());
    assertEquals(Duration.ofSeconds(9), bind.timing().enquireLink());
    assertEquals(SmppConfig.DefaultAlphabet.GSM, bind.alphabet());
  }

  @Test
  void bindWithoutPassword_isRefused() {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", 1));
    settings.remove("binds.main.password");
    assertThrows(ConfigValidationException.class, () -> Rig.config(settings));
  }

  @Test
  void noBind_isNeverReady_andNothingIsSent() throws Exception {
    try (Rig rig = Rig.of(Map.of())) {
      assertFalse(rig.queue.isReady());
      assertInstanceOf(SubmitOutcome.NotSent.class, rig.sendOne("x"));
    }
  }

  @Test
  void nobodyThere_isNotSentAfterThePatience_andTooManyAtOnce() throws Exception {
    Map<String, String> settings = new HashMap<>(Rig.bind("main", 1));
    settings.put("patience", "PT0.2S");
    settings.put("max-waiting", "1");
    try (Rig rig = Rig.of(settings)) {
      var first = rig.send("x").get(0);
      assertEquals(new SubmitOutcome.NotSent("too many segments wait already"), rig.sendOne("y"));
      assertEquals(new SubmitOutcome.NotSent("no bind is up"), first.get());
    }
  }

  @Test
  void backOff_doublesWithinBounds_andBeginsAgain() {
    BackOff backOff = new BackOff(Duration.ofNanos(100), Duration.ofNanos(1000));
    for (long whole : new long[] {100, 200, 400, 800, 1000, 1000}) {
      long pause = backOff.nextNanos();
      assertTrue(pause >= whole / 2 && pause <= whole, () -> pause + " of " + whole);
    }
    backOff.reset();
    assertTrue(backOff.nextNanos() <= 100);
  }
}
