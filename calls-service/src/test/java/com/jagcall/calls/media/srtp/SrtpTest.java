package com.jagcall.calls.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.sdp.CryptoKey;
import com.jagcall.calls.sdp.CryptoSuite;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the vectors of RFC 3711 appendix B, and between both ends. */
class SrtpTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int SSRC = 0x12345678;

  private final CryptoKey key =
      CryptoKey.random(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new SecureRandom());
  private final SrtpSender sender = new SrtpSender(key);
  private final SrtpReceiver receiver = new SrtpReceiver(key);

  @Test
  void keyStream_isThatOfAppendixB2() throws Exception {
    byte[] salt = HEX.parseHex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
    Protection protection =
        new Protection(HEX.parseHex("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20], salt);
    byte[] stream = new byte[0xFF02 * 16];
    protection.crypt(stream, 0, stream.length, 0, 0);
    assertEquals(
        "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0",
        HEX.formatHex(stream, 0, 48));
    assertEquals(
        "ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae6a2cc3787889374fbeb4c81b17ba6c44",
        HEX.formatHex(stream, 0xFEFF * 16, 0xFF02 * 16));
  }

  @Test
  void sessionKeys_areThoseOfAppendixB3() throws Exception {
    KeyDerivation keys =
        new KeyDerivation(
            HEX.parseHex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6"));
    assertEquals("c61e7a93744f39ee10734afe3ff7a087", HEX.formatHex(keys.derive(0, 16)));
    assertEquals("30cbbc08863d8c85d49db34a9ae1", HEX.formatHex(keys.derive(2, 14)));
    assertEquals("cebe321f6ff7716b6fd4ab49af256a156d38baa4", HEX.formatHex(keys.derive(1, 20)));
  }

  private static byte[] packet(int sequence, int ssrc) {
    byte[] packet = new byte[12 + 160 + 20];
    RtpPacket.write(packet, 0, sequence, sequence * 160, ssrc);
    Arrays.fill(packet, 12, 172, (byte) sequence);
    return packet;
  }

  @ParameterizedTest
  @EnumSource(CryptoSuite.class)
  void protectedPacket_comesOutAsItWas(CryptoSuite suite) {
    CryptoKey ours = CryptoKey.random(suite, new SecureRandom());
    SrtpSender from = new SrtpSender(ours);
    SrtpReceiver to = new SrtpReceiver(ours);
    // Three times around the 16 bits of the sequence number.
    for (int i = 65000; i < 3 * 65536; i += 7) {
      byte[] packet = packet(i & 0xFFFF, SSRC);
      byte[] clear = packet.clone();
      int length = from.protect(packet, 172);
      assertEquals(172 + suite.rtpTagBytes(), length);
      assertTrue(!Arrays.equals(clear, 12, 172, packet, 12, 172));
      assertEquals(172, to.unprotect(packet, length));
      assertArrayEquals(Arrays.copyOf(clear, 172), Arrays.copyOf(packet, 172));
    }
  }

  @Test
  void repeatedOrOldPacket_isRefused() {
    byte[] first = packet(1, SSRC);
    int length = sender.protect(first, 172);
    assertEquals(172, receiver.unprotect(first.clone(), length));
    assertEquals(SrtpReceiver.REFUSED, receiver.unprotect(first.clone(), length));
    byte[] late = packet(2, SSRC);
    sender.protect(late, 172);
    for (int i = 3; i < 100; i++) {
      byte[] packet = packet(i, SSRC);
      assertEquals(172, receiver.unprotect(packet, sender.protect(packet, 172)));
    }
    assertEquals(SrtpReceiver.REFUSED, receiver.unprotect(late, length));
  }

  @Test
  void anyBitChanged_isRefusedAndChangesNothing() {
    byte[] packet = packet(1, SSRC);
    int length = sender.protect(packet, 172);
    for (int bit = 0; bit < length * 8; bit++) {
      byte[] changed = packet.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertEquals(SrtpReceiver.REFUSED, receiver.unprotect(changed, length));
    }
    assertEquals(172, receiver.unprotect(packet, length));
  }

  @Test
  void otherOrder_isTakenWithinTheWindow_acrossTheRollover() {
    byte[][] packets = new byte[40][];
    int length = 0;
    for (int i = 0; i < packets.length; i++) {
      packets[i] = packet(65516 + i & 0xFFFF, SSRC);
      length = sender.protect(packets[i], 172);
    }
    assertEquals(172, receiver.unprotect(packets[0], length));
    for (int i = packets.length - 1; i > 0; i--) {
      assertEquals(172, receiver.unprotect(packets[i], length), "packet " + i);
    }
  }

  @Test
  void shortOrForeign_isRefused() {
    for (int length = 0; length < 40; length++) {
      assertEquals(SrtpReceiver.REFUSED, receiver.unprotect(new byte[64], length));
      assertEquals(SrtpReceiver.REFUSED, receiver.unprotectRtcp(new byte[64], length));
    }
  }

  @Test
  void manySources_takeBoundedRoom() {
    int taken = 0;
    for (int ssrc = 1; ssrc <= 20; ssrc++) {
      byte[] packet = packet(1, ssrc);
      if (receiver.unprotect(packet, new SrtpSender(key).protect(packet, 172)) == 172) {
        taken++;
      }
    }
    assertEquals(8, taken);
  }

  @Test
  void rtcp_comesOutOnceAsItWas() {
    byte[] packet = new byte[64];
    for (int i = 0; i < 32; i++) {
      packet[i] = (byte) i;
    }
    byte[] clear = packet.clone();
    int length = sender.protectRtcp(packet, 32);
    assertEquals(46, length);
    assertArrayEquals(Arrays.copyOf(clear, 8), Arrays.copyOf(packet, 8));
    assertTrue(!Arrays.equals(clear, 8, 32, packet, 8, 32));
    assertEquals(32, receiver.unprotectRtcp(packet.clone(), length));
    assertEquals(SrtpReceiver.REFUSED, receiver.unprotectRtcp(packet.clone(), length));
    int next = sender.protectRtcp(clear, 32);
    clear[9] ^= 1;
    assertEquals(SrtpReceiver.REFUSED, receiver.unprotectRtcp(clear, next));
  }
}
