package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.calls.sdp.Encryption;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound, keys and encryption with a telephone that is not ours. */
class BaresipTest {
  private Baresip baresip;
  private PeerCall call;

  @BeforeEach
  void needed() {
    Baresip.needed();
  }

  @AfterEach
  void close() throws Exception {
    if (call != null) {
      call.close();
    }
    if (baresip != null) {
      baresip.close();
    }
  }

  private void dial(String account, Encryption encryption) throws Exception {
    baresip = Baresip.start(500, account);
    call = new PeerCall(baresip.port(), encryption);
  }

  @ParameterizedTest
  @CsvSource({
    "PCMU, OFF, false, ;audio_codecs=pcmu",
    "PCMA, OFF, false, ;audio_codecs=pcma",
    "PCMU, OPTIONAL, false, ;audio_codecs=pcmu",
    "PCMU, OPTIONAL, true, ;audio_codecs=pcmu;mediaenc=srtp",
    "PCMU, MANDATORY, true, ;audio_codecs=pcmu;mediaenc=srtp-mand"
  })
  void tones_areHeardBothWays(String codec, Encryption ours, boolean encrypted, String account)
      throws Exception {
    dial(account, ours);
    call.waitUntilUp();
    call.session().line().play(Tones.sine(800, 4000, 10_000));
    await().until(() -> call.heard().frames() > 150);
    MediaStats stats = call.session().stats();
    assertEquals(1, Tones.bestShare(call.heard().caller(50), 500), 0.05, stats::toString);
    assertEquals(codec, stats.codec().orElseThrow());
    assertEquals(encrypted, stats.encrypted());
    assertEquals(0, stats.received().refused());
    call.hangUp();
    await().until(() -> baresip.heard().length >= 2 * 8000);
    short[] there = baresip.heard();
    short[] second = Arrays.copyOfRange(there, there.length - 12_000, there.length - 4000);
    assertEquals(1, Tones.bestShare(second, 800), 0.05);
  }

  @Test
  void mandatorySrtpThere_plainOnlyHere_isRefused() throws Exception {
    dial(";audio_codecs=pcmu;mediaenc=srtp-mand", Encryption.OFF);
    assertEquals(488, call.waitUntilEnded().sipStatus());
  }

  @Test
  void keys_areHeardBothWays() throws Exception {
    dial(";audio_codecs=pcmu;dtmfmode=rtpevent", Encryption.OFF);
    call.waitUntilUp();
    await().until(() -> call.heard().frames() > 25);
    call.session().line().sendDtmf("1234#");
    baresip.press("1234#");
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> call.heard().digits().length() >= 5 && ended(baresip.output()).length() >= 5);
    int frames = call.heard().frames();
    await().until(() -> call.heard().frames() > frames + 25);
    assertEquals("1234#", call.heard().digits());
    assertEquals("1234#", ended(baresip.output()));
  }

  /** The keys whose end the telephone has reported. */
  private static String ended(String output) {
    return Pattern.compile("received event: '(.)' \\(end=1\\)")
        .matcher(output)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.joining());
  }
}
