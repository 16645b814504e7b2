package com.jagcall.calls.media.rtp;

/**
 * The header of an RTP packet (RFC 3550 5.1), read in place. One object reads packet after packet,
 * so that none is allocated for each. Not for several threads.
 */
public final class RtpPacket {
  /** Bytes of a header without anything optional. */
  public static final int HEADER = 12;

  private int payloadType;
  private boolean marker;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /**
   * Reads a header.
   *
   * @return false when this is no RTP packet of version 2 or is cut short
   */
  public boolean read(byte[] packet, int length) {
    int offset = headerLength(packet, length);
    if (offset < 0) {
      return false;
    }
    int end = length;
    if ((packet[0] & 0x20) != 0) {
      int padding = packet[length - 1] & 0xFF;
      if (padding == 0 || padding > length - offset) {
        return false;
      }
      end -= padding;
    }
    payloadType = packet[1] & 0x7F;
    marker = (packet[1] & 0x80) != 0;
    sequence = sequence(packet);
    timestamp = Bytes.int32(packet, 4);
    ssrc = ssrc(packet);
    payloadOffset = offset;
    payloadLength = end - offset;
    return true;
  }

  /** Bytes of header, sources and extension, or -1 when this is no RTP packet. */
  public static int headerLength(byte[] packet, int length) {
    if (length < HEADER || (packet[0] & 0xC0) != 0x80) {
      return -1;
    }
    int offset = HEADER + 4 * (packet[0] & 0x0F);
    if ((packet[0] & 0x10) != 0) {
      if (offset + 4 > length) {
        return -1;
      }
      offset += 4 + 4 * Bytes.uint16(packet, offset + 2);
    }
    return offset > length ? -1 : offset;
  }

  /** Whether what came on a shared port is RTCP (RFC 5761 4). */
  public static boolean isRtcp(byte[] packet, int length) {
    int type = length < 2 ? 0 : packet[1] & 0xFF;
    return type >= 192 && type <= 223;
  }

  /** Writes a header of 12 bytes. */
  public static void write(
      byte[] packet, int typeAndMarker, int sequence, int timestamp, int ssrc) {
    packet[0] = (byte) 0x80;
    packet[1] = (byte) typeAndMarker;
    Bytes.put16(packet, 2, sequence);
    Bytes.put32(packet, 4, timestamp);
    Bytes.put32(packet, 8, ssrc);
  }

  public static int sequence(byte[] packet) {
    return Bytes.uint16(packet, 2);
  }

  public static int ssrc(byte[] packet) {
    return Bytes.int32(packet, 8);
  }

  public int payloadType() {
    return payloadType;
  }

  public boolean marker() {
    return marker;
  }

  public int sequence() {
    return sequence;
  }

  public int timestamp() {
    return timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  public int payloadOffset() {
    return payloadOffset;
  }

  public int payloadLength() {
    return payloadLength;
  }
}
