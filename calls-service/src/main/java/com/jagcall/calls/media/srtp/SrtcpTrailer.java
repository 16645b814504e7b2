package com.jagcall.calls.media.srtp;

/** What stands behind an SRTCP packet: E flag and index, then the tag (RFC 3711 3.4). */
final class SrtcpTrailer {
  static final int ENCRYPTED = 0x80000000;

  /** Bytes of the tag: ten with either suite (RFC 4568 6.2.2). */
  static final int TAG = 10;

  static final int LENGTH = 4 + TAG;

  private SrtcpTrailer() {}
}
