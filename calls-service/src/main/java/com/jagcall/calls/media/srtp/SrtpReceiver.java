package com.jagcall.calls.media.srtp;

import com.jagcall.calls.media.rtp.Bytes;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.media.rtp.SequenceWindow;
import com.jagcall.calls.sdp.CryptoKey;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks and decrypts what the other side sends under one master key (RFC 3711 3.3, 3.4). Not for
 * several threads.
 */
public final class SrtpReceiver {
  /**
   * What is returned for a packet that is not authentic, was here already, or is no SRTP packet.
   */
  public static final int REFUSED = -1;

  /**
   * Sources under one key. Each keeps its own replay list for as long as the key is used: one that
   * were forgotten could be played back.
   */
  private static final int MAX_SOURCES = 8;

  private final Protection rtp;
  private final Protection rtcp;
  private final int tagBytes;
  private final Map<Integer, SequenceWindow> sources = new HashMap<>();
  private final Map<Integer, SequenceWindow> rtcpSources = new HashMap<>();

  public SrtpReceiver(CryptoKey key) {
    SessionKeys keys = SessionKeys.of(key);
    rtp = keys.rtp();
    rtcp = keys.rtcp();
    tagBytes = key.suite().rtpTagBytes();
  }

  /**
   * Checks and decrypts an RTP packet in place; returns its length without the tag, or {@link
   * #REFUSED}.
   */
  public int unprotect(byte[] packet, int protectedLength) {
    int length = protectedLength - tagBytes;
    int header = RtpPacket.headerLength(packet, length);
    if (header < 0) {
      return REFUSED;
    }
    int ssrc = RtpPacket.ssrc(packet);
    SequenceWindow window = window(sources, ssrc);
    long index = window.index(RtpPacket.sequence(packet));
    if (index < 0 || !window.isNew(index)) {
      return REFUSED;
    }
    try {
      if (!rtp.verify(packet, length, (int) (index >>> 16), tagBytes, length)
          || !admit(sources, ssrc, window)) {
        return REFUSED;
      }
      window.add(index);
      rtp.crypt(packet, header, length - header, ssrc, index);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC-SHA1 are part of every Java", e);
    }
    return length;
  }

  /** The same for a compound RTCP packet. */
  public int unprotectRtcp(byte[] packet, int protectedLength) {
    int length = protectedLength - SrtcpTrailer.LENGTH;
    if (length < 8) {
      return REFUSED;
    }
    int ssrc = Bytes.int32(packet, 4);
    int suffix = Bytes.int32(packet, length);
    int index = suffix & ~SrtcpTrailer.ENCRYPTED;
    SequenceWindow window = window(rtcpSources, ssrc);
    if (!window.isNew(index)) {
      return REFUSED;
    }
    try {
      if (!rtcp.verify(packet, length, suffix, SrtcpTrailer.TAG, length + 4)
          || !admit(rtcpSources, ssrc, window)) {
        return REFUSED;
      }
      window.add(index);
      if (suffix != index) {
        rtcp.crypt(packet, 8, length - 8, ssrc, index);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC-SHA1 are part of every Java", e);
    }
    return length;
  }

  private static SequenceWindow window(Map<Integer, SequenceWindow> sources, int ssrc) {
    SequenceWindow known = sources.get(ssrc);
    return known == null ? new SequenceWindow() : known;
  }

  /**
   * Remembers a source once it has shown that it knows the key; what is not authentic takes no
   * room.
   */
  private static boolean admit(
      Map<Integer, SequenceWindow> sources, int ssrc, SequenceWindow window) {
    if (!sources.containsKey(ssrc)) {
      if (sources.size() == MAX_SOURCES) {
        return false;
      }
      sources.put(ssrc, window);
    }
    return true;
  }
}
