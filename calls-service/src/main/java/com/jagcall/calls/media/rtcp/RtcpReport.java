package com.jagcall.calls.media.rtcp;

import com.jagcall.calls.media.rtp.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Both sides' reports about one call (RFC 3550 6): writes ours, reads theirs. Not for several
 * threads.
 */
public final class RtcpReport {
  /** Bytes that the longest packet of ours takes, without SRTCP's. */
  public static final int MAX_LENGTH = 128;

  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;
  private static final int BLOCK = 24;
  private static final int CNAME = 1;

  private final int ssrc;
  private final byte[] cname;
  private int lastSenderReport;
  private long lastSenderReportNanos;
  private double lostFraction = -1;
  private double jitterSamples = -1;
  private double roundTripMillis = -1;

  /**
   * @param cname that names us in this call, up to 40 ASCII characters, and tells nothing of who we
   *     are (RFC 7022)
   */
  public RtcpReport(int ssrc, String cname) {
    this.ssrc = ssrc;
    this.cname = cname.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What we have sent until now.
   *
   * @param timestamp of RTP at {@code now}
   */
  public record Sent(Instant now, int timestamp, long packets, long bytes) {}

  /**
   * Writes a compound packet: a sender report if we have sent, else a receiver report; a block
   * about the source, if there is one; our name; goodbye, if it is the last.
   *
   * @param source the other side's SSRC, about which {@code reception} is
   * @param nanos of {@link System#nanoTime()}
   * @return its length
   */
  public int write(byte[] packet, Sent sent, int source, Reception reception, long nanos) {
    boolean block = reception.any();
    int at = 8;
    if (sent.packets() > 0) {
      long ntp = NtpTime.of(sent.now());
      Bytes.put32(packet, at, (int) (ntp >>> 32));
      Bytes.put32(packet, at + 4, (int) ntp);
      Bytes.put32(packet, at + 8, sent.timestamp());
      Bytes.put32(packet, at + 12, (int) sent.packets());
      Bytes.put32(packet, at + 16, (int) sent.bytes());
      at += 20;
    }
    if (block) {
      block(packet, at, source, reception, nanos);
      at += BLOCK;
    }
    header(packet, 0, at, sent.packets() > 0 ? SENDER_REPORT : RECEIVER_REPORT, block ? 1 : 0);
    return description(packet, at);
  }

  /** Appends a BYE (RFC 3550 6.6); returns the new length. */
  public int bye(byte[] packet, int length) {
    header(packet, length, 8, BYE, 1);
    return length + 8;
  }

  private void block(byte[] packet, int at, int source, Reception reception, long nanos) {
    Bytes.put32(packet, at, source);
    int lost = (int) Math.min(0x7FFFFF, reception.lost());
    Bytes.put32(packet, at + 4, reception.fractionLost() << 24 | lost);
    Bytes.put32(packet, at + 8, reception.highest());
    Bytes.put32(packet, at + 12, (int) reception.jitter());
    Bytes.put32(packet, at + 16, lastSenderReport);
    long delay =
        lastSenderReport == 0 ? 0 : (nanos - lastSenderReportNanos) / 1000 * 65536 / 1_000_000;
    Bytes.put32(packet, at + 20, (int) delay);
  }

  private int description(byte[] packet, int at) {
    // SSRC, item, and at least one zero to end the list, filled up to 32 bits.
    int length = 8 + 2 + cname.length + 1;
    length = (length + 3) / 4 * 4;
    for (int i = at; i < at + length; i++) {
      packet[i] = 0;
    }
    header(packet, at, length, SOURCE_DESCRIPTION, 1);
    packet[at + 8] = CNAME;
    packet[at + 9] = (byte) cname.length;
    System.arraycopy(cname, 0, packet, at + 10, cname.length);
    return at + length;
  }

  private void header(byte[] packet, int at, int length, int type, int count) {
    packet[at] = (byte) (0x80 | count);
    packet[at + 1] = (byte) type;
    Bytes.put16(packet, at + 2, length / 4 - 1);
    Bytes.put32(packet, at + 4, ssrc);
  }

  /**
   * Reads a compound packet of the other side.
   *
   * @return false when it is none
   */
  public boolean read(byte[] packet, int length, Instant now, long nanos) {
    int at = 0;
    while (at + 8 <= length) {
      int bytes = 4 * (Bytes.uint16(packet, at + 2) + 1);
      if ((packet[at] & 0xC0) != 0x80 || at + bytes > length) {
        return false;
      }
      int type = packet[at + 1] & 0xFF;
      int blocks = at + 8;
      if (type == SENDER_REPORT && bytes >= 28) {
        lastSenderReport = Bytes.uint16(packet, at + 10) << 16 | Bytes.uint16(packet, at + 12);
        lastSenderReportNanos = nanos;
        blocks = at + 28;
      }
      if (type == SENDER_REPORT || type == RECEIVER_REPORT) {
        blocks(packet, blocks, Math.min(at + bytes, blocks + BLOCK * (packet[at] & 0x1F)), now);
      }
      at += bytes;
    }
    return at == length && at > 0;
  }

  private void blocks(byte[] packet, int from, int to, Instant now) {
    for (int at = from; at + BLOCK <= to; at += BLOCK) {
      if (Bytes.int32(packet, at) == ssrc) {
        lostFraction = (packet[at + 4] & 0xFF) / 256.0;
        jitterSamples = Bytes.int32(packet, at + 12) & 0xFFFFFFFFL;
        int last = Bytes.int32(packet, at + 16);
        if (last != 0) {
          int took = NtpTime.middle(NtpTime.of(now)) - last - Bytes.int32(packet, at + 20);
          roundTripMillis = Math.max(0, took) * 1000.0 / 65536;
        }
      }
    }
  }

  /** 0–1, of our packets; negative before it was told. */
  public double lostFraction() {
    return lostFraction;
  }

  /** In samples; negative before it was told. */
  public double jitterSamples() {
    return jitterSamples;
  }

  /** Negative before it was told. */
  public double roundTripMillis() {
    return roundTripMillis;
  }
}
