package com.jagcall.calls.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Offer and answer, as RFC 3264, RFC 4568 and what is met in the field have them. */
class NegotiationTest {
  private static final String KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

  private static Negotiation negotiation(Encryption encryption) {
    return negotiation("192.0.2.1", encryption);
  }

  private static Negotiation negotiation(String address, Encryption encryption) {
    return new Negotiation(
        new LocalAudio(literal(address), 20000, List.of(Codec.PCMU, Codec.PCMA), encryption),
        new SecureRandom());
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static String sdp(String... media) {
    return "v=0\r\no=x 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n"
        + String.join("\r\n", media)
        + "\r\n";
  }

  private static AudioTerms answered(String... media) throws SdpException {
    return negotiation(Encryption.OPTIONAL).answer(sdp(media)).terms();
  }

  private static void refused(Encryption encryption, String reason, String offer) {
    Negotiation negotiation = negotiation(encryption);
    SdpException refused = assertThrows(SdpException.class, () -> negotiation.answer(offer));
    assertEquals(reason, refused.getMessage());
  }

  @Test
  void offer_saysWhatWeCan() {
    String offer = negotiation(Encryption.OFF).offer(Direction.SENDRECV);
    assertTrue(offer.startsWith("v=0\r\no=- "), offer);
    assertTrue(
        offer.endsWith(
            """
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 20000 RTP/AVP 0 8 101
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=ptime:20
            a=maxptime:60
            a=sendrecv
            """
                .replace("\n", "\r\n")),
        offer);
  }

  @Test
  void ip6_isWrittenAndRead() throws Exception {
    Negotiation ours = negotiation("2001:db8::1", Encryption.OFF);
    assertTrue(ours.offer(Direction.SENDRECV).contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n"));
    AudioTerms terms =
        ours.answer(
                "v=0\n"
                    + "o=- 1 1 IN IP6 ::1\n"
                    + "s=-\n"
                    + "c=IN IP6 2001:db8::2\n"
                    + "t=0 0\n"
                    + "m=audio 4000 RTP/AVP 0\n")
            .terms();
    assertEquals(new InetSocketAddress(InetAddress.getByName("2001:db8::2"), 4000), terms.rtp());
    SdpException other =
        assertThrows(SdpException.class, () -> ours.answer(sdp("m=audio 4000 RTP/AVP 0")));
    assertEquals("The audio is at an address of another IP version.", other.getMessage());
  }

  @Test
  void answer_takesTheOfferersFirstAndItsNumbers() throws Exception {
    Negotiation ours = negotiation(Encryption.OPTIONAL);
    Negotiation.Answer answer =
        ours.answer(
            sdp(
                "m=audio 4000 RTP/AVP 9 18 8 0 96 13",
                "a=rtpmap:96 telephone-event/8000",
                "a=fmtp:96 0-16",
                "a=rtpmap:9 G722/8000",
                "a=unheard-of:of",
                "a=ptime:30"));
    assertEquals(Codec.PCMA, answer.terms().codec());
    assertEquals(8, answer.terms().payloadType());
    assertEquals(OptionalInt.of(96), answer.terms().eventPayloadType());
    assertEquals(
        Map.of(8, Codec.PCMA, 0, Codec.PCMU, 96, Codec.TELEPHONE_EVENT), answer.terms().receives());
    assertTrue(answer.sdp().contains("m=audio 20000 RTP/AVP 8 0 96\r\n"), answer.sdp());
    assertTrue(answer.sdp().contains("a=rtpmap:96 telephone-event/8000\r\n"), answer.sdp());
    // What is agreed is offered again with the same numbers.
    assertTrue(ours.offer(Direction.SENDRECV).contains("m=audio 20000 RTP/AVP 8 0 96\r\n"));
  }

  @Test
  void eachSidesEventNumber_countsForItsOwnDirection() throws Exception {
    Negotiation ours = negotiation(Encryption.OFF);
    ours.offer(Direction.SENDRECV);
    AudioTerms terms =
        ours.accept(sdp("m=audio 4000 RTP/AVP 0 97", "a=rtpmap:97 telephone-event/8000"));
    assertEquals(OptionalInt.of(97), terms.eventPayloadType());
    assertEquals(Codec.TELEPHONE_EVENT, terms.receives().get(101));
    assertEquals(Codec.TELEPHONE_EVENT, terms.receives().get(97));
  }

  @Test
  void codecUnderDynamicNumber_isKnownByItsName() throws Exception {
    AudioTerms terms = answered("m=audio 4000 RTP/AVP 100", "a=rtpmap:100 pcmu/8000/1");
    assertEquals(Codec.PCMU, terms.codec());
    assertEquals(100, terms.payloadType());
    assertEquals(OptionalInt.empty(), terms.eventPayloadType());
  }

  @Test
  void otherStreams_areRefusedInTheirPlaces() throws Exception {
    String sdp =
        negotiation(Encryption.OFF)
            .answer(
                sdp(
                    "m=video 5000 RTP/AVP 31",
                    "m=audio 0 RTP/AVP 0",
                    "m=audio 4000 RTP/AVP 0",
                    "m=audio 4002 RTP/AVP 8",
                    "m=application 9 DTLS/SCTP 5000"))
            .sdp();
    List<String> streams = sdp.lines().filter(line -> line.startsWith("m=")).toList();
    assertEquals(
        List.of(
            "m=video 0 RTP/AVP 31",
            "m=audio 0 RTP/AVP 0",
            "m=audio 20000 RTP/AVP 0",
            "m=audio 0 RTP/AVP 8",
            "m=application 0 DTLS/SCTP 5000"),
        streams);
  }

  @Test
  void rtcpAddress_isNextPortOrItsOwnOrShared() throws Exception {
    InetAddress there = InetAddress.getByName("198.51.100.7");
    assertEquals(new InetSocketAddress(there, 4001), answered("m=audio 4000 RTP/AVP 0").rtcp());
    assertEquals(
        new InetSocketAddress(there, 5555),
        answered("m=audio 4000 RTP/AVP 0", "a=rtcp:5555").rtcp());
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("198.51.100.8"), 5555),
        answered("m=audio 4000 RTP/AVP 0", "a=rtcp:5555 IN IP4 198.51.100.8").rtcp());
    Negotiation.Answer shared =
        negotiation(Encryption.OFF).answer(sdp("m=audio 4000 RTP/AVP 0", "a=rtcp-mux"));
    assertTrue(shared.terms().rtcpMux());
    assertTrue(shared.sdp().contains("a=rtcp-mux\r\n"));
  }

  @Test
  void holdAndResume_everyWay() throws Exception {
    assertEquals(Direction.RECVONLY, answered("m=audio 4000 RTP/AVP 0", "a=sendonly").direction());
    assertEquals(Direction.INACTIVE, answered("m=audio 4000 RTP/AVP 0", "a=inactive").direction());
    assertEquals(Direction.RECVONLY, answered("a=sendonly", "m=audio 4000 RTP/AVP 0").direction());
    AudioTerms old = answered("m=audio 4000 RTP/AVP 0", "c=IN IP4 0.0.0.0");
    assertEquals(Direction.RECVONLY, old.direction());
    assertEquals(Direction.SENDRECV, answered("m=audio 4000 RTP/AVP 0").direction());
    Negotiation ours = negotiation(Encryption.OFF);
    ours.offer(Direction.SENDONLY);
    assertEquals(
        Direction.SENDONLY, ours.accept(sdp("m=audio 4000 RTP/AVP 0", "a=recvonly")).direction());
    assertEquals(Direction.SENDONLY, ours.accept(sdp("m=audio 4000 RTP/AVP 0")).direction());
  }

  @Test
  void unchangedOffer_keepsItsVersion() {
    Negotiation ours = negotiation(Encryption.OPTIONAL);
    String first = ours.offer(Direction.SENDRECV);
    assertEquals(first, ours.offer(Direction.SENDRECV));
    String hold = ours.offer(Direction.SENDONLY);
    assertNotEquals(first.lines().toList().get(1), hold.lines().toList().get(1));
  }

  @Test
  void srtpOffer_isAnsweredWithItsTagAndOurKey() throws Exception {
    Negotiation.Answer answer =
        negotiation(Encryption.OPTIONAL)
            .answer(
                sdp(
                    "m=audio 4000 RTP/SAVP 0",
                    "a=crypto:1 AEAD_AES_256_GCM " + KEY,
                    "a=crypto:2 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|1:4",
                    "a=crypto:3 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNENCRYPTED_SRTP",
                    "a=crypto:4 AES_CM_128_HMAC_SHA1_32 " + KEY + "|2^20",
                    "a=crypto:5 AES_CM_128_HMAC_SHA1_80 " + KEY));
    AudioTerms.Keys keys = answer.terms().keys().orElseThrow();
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_32, keys.theirs().suite());
    assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_32, keys.ours().suite());
    assertNotEquals(keys.ours(), keys.theirs());
    assertTrue(answer.sdp().contains("m=audio 20000 RTP/SAVP 0\r\n"), answer.sdp());
    assertTrue(answer.sdp().contains("a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:"), answer.sdp());
    assertFalse(answer.sdp().contains("d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"));
    assertFalse(answer.terms().toString().contains("d0Rm"));
  }

  @Test
  void encryptedStream_isTakenBeforeThePlainOne() throws Exception {
    String offer =
        sdp(
            "m=audio 4000 RTP/AVP 0",
            "m=audio 4002 RTP/SAVP 0",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY);
    assertEquals(4002, negotiation(Encryption.OPTIONAL).answer(offer).terms().rtp().getPort());
    assertEquals(4002, negotiation(Encryption.MANDATORY).answer(offer).terms().rtp().getPort());
    assertEquals(4000, negotiation(Encryption.OFF).answer(offer).terms().rtp().getPort());
  }

  @Test
  void encryptionMismatch_failsClearly() {
    String wanted = "Encrypted audio is required: SRTP with AES_CM_128_HMAC_SHA1_80 or _32.";
    refused(Encryption.MANDATORY, wanted, sdp("m=audio 4000 RTP/AVP 0"));
    refused(Encryption.MANDATORY, wanted, sdp("m=audio 4000 RTP/SAVP 0"));
    refused(
        Encryption.OFF,
        "Encrypted audio (SRTP) is not enabled here.",
        sdp("m=audio 4000 RTP/SAVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY));
    refused(
        Encryption.OPTIONAL,
        "None of the offered SRTP keys can be used: AES_CM_128_HMAC_SHA1_80 and _32 are supported.",
        sdp("m=audio 4000 RTP/SAVP 0", "a=crypto:1 AES_256_CM_HMAC_SHA1_80 " + KEY));
  }

  @Test
  void answerToOurs_hasToFitIt() throws Exception {
    Negotiation mandatory = negotiation(Encryption.MANDATORY);
    String offer = mandatory.offer(Direction.SENDRECV);
    assertTrue(offer.contains("RTP/SAVP 0 8 101"));
    String[][] wrong = {
      {"The answer has another RTP profile than the offer.", "m=audio 4000 RTP/AVP 0", ""},
      {"The answer has no key for SRTP, which is required here.", "m=audio 4000 RTP/SAVP 0", ""},
      {
        "The answer has a crypto attribute that was not offered.",
        "m=audio 4000 RTP/SAVP 0",
        "a=crypto:2 AES_CM_128_HMAC_SHA1_80 " + KEY
      },
      {"The answer refuses the audio.", "m=audio 0 RTP/SAVP 0", ""},
      {
        "There is no common codec: PCMU and PCMA are supported.",
        "m=audio 4000 RTP/SAVP 9",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY
      }
    };
    for (String[] each : wrong) {
      SdpException refused =
          assertThrows(SdpException.class, () -> mandatory.accept(sdp(each[1], each[2])));
      assertEquals(each[0], refused.getMessage());
      assertEquals(488, refused.kind().sipStatus());
    }
    AudioTerms terms =
        mandatory.accept(
            sdp("m=audio 4000 RTP/SAVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY));
    assertTrue(terms.keys().isPresent());
  }

  @Test
  void optionalEncryption_worksWithWhoeverKnowsItOrNot() throws Exception {
    Negotiation ours = negotiation(Encryption.OPTIONAL);
    assertTrue(ours.offer(Direction.SENDRECV).contains("RTP/AVP 0 8 101"));
    assertTrue(ours.accept(sdp("m=audio 4000 RTP/AVP 0")).keys().isEmpty());
    assertTrue(
        ours.accept(sdp("m=audio 4000 RTP/AVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY))
            .keys()
            .isPresent());
  }

  @Test
  void keysDuringACall_stayOrAreRenewedTogether() throws Exception {
    Negotiation ours = negotiation(Encryption.OPTIONAL);
    String offer = sdp("m=audio 4000 RTP/SAVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY);
    AudioTerms.Keys first = ours.answer(offer).terms().keys().orElseThrow();
    assertEquals(first, ours.answer(offer).terms().keys().orElseThrow());
    AudioTerms.Keys other = ours.answer(offer.replace("d0Rm", "AAAA")).terms().keys().orElseThrow();
    assertNotEquals(first.theirs(), other.theirs());
    assertNotEquals(first.ours(), other.ours());
    // What was agreed on as RTP/SAVP is offered again as that.
    assertTrue(ours.offer(Direction.SENDRECV).contains("m=audio 20000 RTP/SAVP 0\r\n"));
  }

  @Test
  void noCommonCodec_isNotAcceptable() {
    refused(
        Encryption.OFF,
        "There is no common codec: PCMU and PCMA are supported.",
        sdp("m=audio 4000 RTP/AVP 9 18 101", "a=rtpmap:101 telephone-event/8000"));
    refused(Encryption.OFF, "The offer has no audio over RTP.", sdp("m=video 4000 RTP/AVP 31"));
    refused(
        Encryption.OFF,
        "The offer has no audio over RTP.",
        sdp("m=audio 4000 UDP/TLS/RTP/SAVPF 0"));
  }

  @Test
  void failedAnswer_changesNothing() throws Exception {
    Negotiation ours = negotiation(Encryption.OFF);
    ours.answer(sdp("m=audio 4000 RTP/AVP 8"));
    String before = ours.offer(Direction.SENDRECV);
    assertThrows(SdpException.class, () -> ours.answer(sdp("m=audio 4000 RTP/AVP 9")));
    assertEquals(before, ours.offer(Direction.SENDRECV));
  }
}
