package com.jagcall.calls.media.srtp;

import com.jagcall.calls.media.rtp.Bytes;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.sdp.CryptoKey;
import java.security.GeneralSecurityException;

/** Protects what we send under one master key (RFC 3711 3.3, 3.4). Not for several threads. */
public final class SrtpSender {
  /** Bytes that a packet grows by, at most. */
  public static final int MAX_GROWTH = SrtcpTrailer.LENGTH;

  private final Protection rtp;
  private final Protection rtcp;
  private final int tagBytes;
  private int rollovers;
  private int lastSequence = -1;
  private int rtcpIndex;

  public SrtpSender(CryptoKey key) {
    SessionKeys keys = SessionKeys.of(key);
    rtp = keys.rtp();
    rtcp = keys.rtcp();
    tagBytes = key.suite().rtpTagBytes();
  }

  /**
   * Encrypts and signs an RTP packet in place; packets come in the order of their sequence numbers.
   *
   * @return the new length
   */
  public int protect(byte[] packet, int length) {
    int sequence = RtpPacket.sequence(packet);
    if (lastSequence > sequence) {
      rollovers++;
    }
    lastSequence = sequence;
    int header = RtpPacket.headerLength(packet, length);
    long index = (rollovers & 0xFFFFFFFFL) << 16 | sequence;
    try {
      rtp.crypt(packet, header, length - header, RtpPacket.ssrc(packet), index);
      rtp.sign(packet, length, rollovers, tagBytes, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC-SHA1 are part of every Java", e);
    }
    return length + tagBytes;
  }

  /** Encrypts and signs a compound RTCP packet in place; returns the new length. */
  public int protectRtcp(byte[] packet, int length) {
    rtcpIndex = rtcpIndex + 1 & 0x7FFFFFFF;
    int suffix = SrtcpTrailer.ENCRYPTED | rtcpIndex;
    try {
      rtcp.crypt(packet, 8, length - 8, Bytes.int32(packet, 4), rtcpIndex);
      Bytes.put32(packet, length, suffix);
      rtcp.sign(packet, length, suffix, SrtcpTrailer.TAG, length + 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC-SHA1 are part of every Java", e);
    }
    return length + SrtcpTrailer.LENGTH;
  }
}
