package com.jagcall.calls.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Reports, written and read (RFC 3550 6). */
class RtcpTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.500Z");

  private final RtcpReport ours = new RtcpReport(0x11111111, "abc");
  private final RtcpReport theirs = new RtcpReport(0x22222222, "xyz12");
  private final byte[] packet = new byte[RtcpReport.MAX_LENGTH + 20];

  private static Reception reception(int packets, int everyLost) {
    Reception reception = new Reception();
    for (int i = 0; i < packets; i++) {
      if (everyLost == 0 || i % everyLost != everyLost - 2) {
        reception.count(65500 + i & 0xFFFF, i * 160, i * 160L + (i % 2) * 80);
      }
    }
    return reception;
  }

  @Test
  void senderReport_hasEveryFieldInItsPlace() {
    RtcpReport.Sent sent = new RtcpReport.Sent(NOW, 0x01020304, 5, 800);
    int length = ours.write(packet, sent, 0x22222222, reception(100, 10), 0);
    assertEquals(
        "81c8000c" + "11111111" + "ed003780" + "80000000" + "01020304" + "00000005" + "00000320",
        HexFormat.of().formatHex(packet, 0, 28));
    assertEquals("22222222", HexFormat.of().formatHex(packet, 28, 32));
    // 25/256 of the packets, ten in all, and the highest number after one rollover.
    assertEquals("1900000a" + "0001003f", HexFormat.of().formatHex(packet, 32, 40));
    assertEquals(
        "81ca0003" + "11111111" + "0103616263000000", HexFormat.of().formatHex(packet, 52, 68));
    assertEquals(68, length);
    int bye = ours.bye(packet, length);
    assertEquals("81cb0001" + "11111111", HexFormat.of().formatHex(packet, length, bye));
  }

  @Test
  void reportsBothWays_tellLossJitterAndRoundTrip() {
    RtcpReport.Sent sent = new RtcpReport.Sent(NOW, 0, 5, 800);
    int first = ours.write(packet, sent, 0, new Reception(), 0);
    assertTrue(theirs.read(packet, first, NOW, 0));
    RtcpReport.Sent none = new RtcpReport.Sent(NOW, 0, 0, 0);
    // They answer 250 ms later, by their clock; we hear of it 310 ms after our report.
    int second = theirs.write(packet, none, 0x11111111, reception(256, 4), 250_000_000);
    assertEquals(201, packet[1] & 0xFF);
    assertTrue(ours.read(packet, second, NOW.plusMillis(310), 0));
    assertEquals(60, ours.roundTripMillis(), 0.1);
    assertEquals(0.25, ours.lostFraction(), 0.01);
    assertTrue(ours.jitterSamples() > 50 && ours.jitterSamples() < 110, "" + ours.jitterSamples());
    assertEquals(-1, theirs.lostFraction());
  }

  @Property(tries = 2000)
  void anyBytes_areReadOrRefused(@ForAll byte[] bytes) {
    ours.read(bytes, bytes.length, NOW, 0);
    byte[] report = new byte[200];
    int length =
        theirs.write(report, new RtcpReport.Sent(NOW, 0, 5, 800), 0x11111111, reception(50, 0), 0);
    for (int i = 0; i < bytes.length && i < length; i++) {
      report[Math.floorMod(bytes[i] * 31 + i, length)] ^= bytes[i];
    }
    ours.read(report, length, NOW, 0);
  }

  @Test
  void cutShort_isRefused() {
    int length = ours.write(packet, new RtcpReport.Sent(NOW, 0, 5, 800), 0, reception(9, 0), 0);
    assertTrue(theirs.read(packet, length, NOW, 0));
    assertFalse(theirs.read(packet, length - 1, NOW, 0));
    assertFalse(theirs.read(packet, 0, NOW, 0));
  }

  @Test
  void duplicatesAndLosses_areCountedAcrossRollovers() {
    Reception reception = reception(3 * 65536, 0);
    assertEquals(0, reception.lost());
    assertEquals(Reception.Kind.DUPLICATE, reception.count(65500 + 3 * 65536 - 1 & 0xFFFF, 0, 0));
    assertEquals(19660, reception(3 * 65536, 10).lost(), 2);
    // A new beginning of the numbers is no loss.
    long lost = reception.lost();
    reception.count(30000, 0, 0);
    reception.count(30001, 160, 160);
    assertEquals(lost, reception.lost());
  }

  @Test
  void jitter_isThatOfTheStandard() {
    assertEquals(0, new Reception().jitter());
    assertEquals(80, reception(2000, 0).jitter(), 1);
  }
}
