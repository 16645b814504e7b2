package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.sdp.Encryption;
import com.jagcall.calls.sdp.SdpException;
import com.jagcall.calls.sip.Dial;
import com.jagcall.calls.sip.JainUserAgent;
import com.jagcall.calls.sip.Leg;
import com.jagcall.calls.sip.LegEnd;
import com.jagcall.calls.sip.LegListener;
import com.jagcall.calls.sip.SipSettings;
import com.jagcall.calls.sip.Trunk;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sound, keys and encryption with a telephone that is not ours. */
class BaresipTest {
  private final MediaEngine engine = new RtpEngine(MediaRooms.settings());
  private final LineRecorder heard = new LineRecorder();
  private MediaSession session;
  private JainUserAgent agent;
  private Baresip baresip;
  private Leg leg;
  private final Call call = new Call();

  @BeforeEach
  void needed() {
    Baresip.needed();
  }

  @AfterEach
  void close() throws Exception {
    if (agent != null) {
      agent.stop();
    }
    engine.close();
    if (baresip != null) {
      baresip.close();
    }
  }

  /** What becomes of the call. */
  private final class Call implements LegListener {
    private volatile LegEnd end;
    private volatile boolean up;

    @Override
    public void answered(String sdp, Instant at) {
      try {
        session.accept(sdp);
        session.start();
        up = true;
      } catch (SdpException e) {
        throw new AssertionError(sdp, e);
      }
    }

    @Override
    public String renegotiated(String sdpOffer) {
      try {
        return session.answer(sdpOffer);
      } catch (SdpException e) {
        return null;
      }
    }

    @Override
    public void ended(LegEnd how) {
      end = how;
    }
  }

  private void dial(int hertz, String account, Encryption encryption) throws Exception {
    baresip = Baresip.start(hertz, account);
    agent =
        new JainUserAgent(
            new SipSettings(
                "127.0.0.1",
                null,
                new SipSettings.Ports(0, 0, -1),
                null,
                List.of(Trunk.at("baresip", "127.0.0.1:" + baresip.port())),
                SipSettings.Timing.usual(),
                10,
                null));
    agent.start();
    session = engine.open(MediaOptions.of("call", encryption));
    session.line().listen(heard);
    leg =
        agent.dial(
            new Dial(
                "call", "+15550100001", Baresip.NUMBER, session.offer(), Duration.ofSeconds(20)),
            call);
  }

  private void up() {
    await()
        .atMost(Duration.ofSeconds(20))
        .failFast("the call ended", () -> call.end != null)
        .until(() -> call.up);
  }

  private void hangUp() {
    leg.hangUp();
    await().until(() -> call.end != null);
  }

  private void toneBothWays(String codec) throws Exception {
    up();
    session.line().play(Tones.sine(800, 4000, 10_000));
    await().until(() -> heard.frames() > 150);
    assertTrue(Tones.share(heard.caller(50), 500) > 0.95, "the telephone's tone is heard");
    assertEquals(codec, session.stats().codec().orElseThrow());
    assertEquals(0, session.stats().received().refused());
    hangUp();
    await().until(() -> baresip.heard().length >= 2 * 8000);
    short[] there = baresip.heard();
    short[] second = Arrays.copyOfRange(there, there.length - 12_000, there.length - 4000);
    assertTrue(Tones.share(second, 800) > 0.95, "our tone is heard there");
  }

  @Test
  void ulaw_isHeardBothWays() throws Exception {
    dial(500, ";audio_codecs=pcmu", Encryption.OFF);
    toneBothWays("PCMU");
    assertTrue(!session.stats().encrypted());
  }

  @Test
  void alaw_isHeardBothWays() throws Exception {
    dial(500, ";audio_codecs=pcma", Encryption.OFF);
    toneBothWays("PCMA");
  }

  @Test
  void mandatorySrtp_isHeardBothWays() throws Exception {
    dial(500, ";audio_codecs=pcmu;mediaenc=srtp-mand", Encryption.MANDATORY);
    toneBothWays("PCMU");
    assertTrue(session.stats().encrypted());
  }

  @Test
  void optionalSrtp_isUsedWithATelephoneThatKnowsIt() throws Exception {
    dial(500, ";audio_codecs=pcmu;mediaenc=srtp", Encryption.OPTIONAL);
    toneBothWays("PCMU");
    assertTrue(session.stats().encrypted());
  }

  @Test
  void mandatorySrtpThere_plainOnlyHere_isRefused() throws Exception {
    dial(500, ";audio_codecs=pcmu;mediaenc=srtp-mand", Encryption.OFF);
    await().atMost(Duration.ofSeconds(20)).until(() -> call.end != null);
    assertEquals(488, call.end.sipStatus());
  }

  @Test
  void keys_areHeardBothWays() throws Exception {
    dial(500, ";audio_codecs=pcmu;dtmfmode=rtpevent", Encryption.OFF);
    up();
    await().until(() -> heard.frames() > 25);
    session.line().sendDtmf("1234#");
    baresip.press("1234#");
    await().atMost(Duration.ofSeconds(15)).until(() -> heard.digits().length() >= 5);
    await().until(() -> ended(baresip.output()).length() >= 5);
    await().until(() -> heard.frames() > 150);
    assertEquals("1234#", heard.digits());
    assertEquals("1234#", ended(baresip.output()));
    hangUp();
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
