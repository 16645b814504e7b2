package com.jagcall.calls.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes is answered or refused with a reason, never anything else. */
class HostileSdpTest {
  private static final String GOOD =
      """
      v=0
      o=- 123 456 IN IP4 192.0.2.9
      s=-
      c=IN IP4 192.0.2.9
      t=0 0
      a=sendrecv
      m=audio 4000 RTP/SAVP 0 8 101 13
      c=IN IP6 2001:db8::9
      a=rtpmap:0 PCMU/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4
      a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
      a=rtcp:4001 IN IP4 192.0.2.9
      a=rtcp-mux
      a=ptime:20
      m=video 0 RTP/AVP 31
      """;

  private static void survives(String text) {
    Negotiation negotiation =
        new Negotiation(
            new LocalAudio(
                InetAddress.getLoopbackAddress(),
                20000,
                List.of(Codec.PCMU, Codec.PCMA),
                Encryption.OPTIONAL),
            new SecureRandom());
    try {
      negotiation.answer(text);
    } catch (SdpException e) {
      assertTrue(!e.getMessage().isBlank());
    }
    try {
      negotiation.accept(text);
    } catch (SdpException e) {
      assertTrue(e.kind().sipStatus() == 400 || e.kind().sipStatus() == 488);
    }
  }

  @Property(tries = 3000)
  void anyText_isAnsweredOrRefused(@ForAll String text) {
    survives(text);
    survives("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n" + text);
    survives("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nm=" + text);
    survives("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nm=audio 1 RTP/SAVP 0\r\na=crypto:" + text);
  }

  @Property(tries = 5000)
  void goodTextSpoilt_isAnsweredOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(GOOD);
    for (int i = random.nextInt(8); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, text.substring(random.nextInt(text.length())));
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
      }
      if (text.length() == 0) {
        return;
      }
    }
    survives(text.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "v=1\no=- 1 1 IN IP4 1.2.3.4\nm=audio 1 RTP/AVP 0\n",
        "v=0\nm=audio 4000 RTP/AVP 0\nc=IN IP4 1.2.3.4\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.256\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 evil.example.com\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP6 ::1%eth0\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\nm=audio 65536 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\nm=audio -1 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\nm=audio 4000\n",
        "v=0\no=- 1 1 IN IP4 1.2.3.4\nc=IN IP4 1.2.3.4\nno line\nm=audio 4000 RTP/AVP 0\n"
      })
  void notSdp_isMalformed(String text) {
    SdpException refused = assertThrows(SdpException.class, () -> SdpAnswer.of(text));
    assertEquals(400, refused.kind().sipStatus());
  }

  @Test
  void multicast_isNotAcceptable() {
    SdpException refused =
        assertThrows(
            SdpException.class,
            () ->
                SdpAnswer.of(
                    "v=0\n"
                        + "o=- 1 1 IN IP4 1.2.3.4\n"
                        + "c=IN IP4 224.2.1.1/127\n"
                        + "m=audio 4000 RTP/AVP 0\n"));
    assertEquals(488, refused.kind().sipStatus());
  }

  @Test
  void tooMuch_isRefusedAtOnce() {
    assertThrows(SdpException.class, () -> SdpReader.read(GOOD + "a=x\n".repeat(500)));
    assertThrows(SdpException.class, () -> SdpReader.read(GOOD + "a=" + "x".repeat(20_000)));
    assertThrows(
        SdpException.class, () -> SdpReader.read(GOOD + "m=audio 0 RTP/AVP 0\n".repeat(16)));
    assertThrows(
        SdpException.class, () -> SdpReader.read(GOOD + "m=audio 0 RTP/AVP" + " 0".repeat(70)));
  }

  /** An answer of a side that can do everything. */
  private static final class SdpAnswer {
    static void of(String offer) throws SdpException {
      new Negotiation(
              new LocalAudio(
                  InetAddress.getLoopbackAddress(),
                  20000,
                  List.of(Codec.PCMU),
                  Encryption.OPTIONAL),
              new SecureRandom())
          .answer(offer);
    }
  }
}
