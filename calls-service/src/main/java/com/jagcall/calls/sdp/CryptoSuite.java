package com.jagcall.calls.sdp;

import java.util.Optional;

/** The suites of RFC 4568 6.2 that we speak. Both: AES-128 in counter mode, HMAC-SHA1. */
public enum CryptoSuite {
  AES_CM_128_HMAC_SHA1_80(10),
  AES_CM_128_HMAC_SHA1_32(4);

  private final int rtpTagBytes;

  CryptoSuite(int rtpTagBytes) {
    this.rtpTagBytes = rtpTagBytes;
  }

  /**
   * Bytes of the authentication tag of an RTP packet. That of RTCP is always 10 (RFC 4568 6.2.2).
   */
  public int rtpTagBytes() {
    return rtpTagBytes;
  }

  static Optional<CryptoSuite> named(String name) {
    for (CryptoSuite suite : values()) {
      if (suite.name().equalsIgnoreCase(name)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
