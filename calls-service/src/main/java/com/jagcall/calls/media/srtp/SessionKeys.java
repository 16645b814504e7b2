package com.jagcall.calls.media.srtp;

import com.jagcall.calls.sdp.CryptoKey;
import java.security.GeneralSecurityException;

/** The session keys of a master key, for RTP and RTCP. */
record SessionKeys(Protection rtp, Protection rtcp) {
  private static final int KEY = 16;
  private static final int AUTHENTICATION = 20;
  private static final int SALT = 14;

  static SessionKeys of(CryptoKey master) {
    try {
      KeyDerivation keys = new KeyDerivation(master.keyAndSalt());
      return new SessionKeys(
          new Protection(
              keys.derive(KeyDerivation.RTP_ENCRYPTION, KEY),
              keys.derive(KeyDerivation.RTP_AUTHENTICATION, AUTHENTICATION),
              keys.derive(KeyDerivation.RTP_SALT, SALT)),
          new Protection(
              keys.derive(KeyDerivation.RTCP_ENCRYPTION, KEY),
              keys.derive(KeyDerivation.RTCP_AUTHENTICATION, AUTHENTICATION),
              keys.derive(KeyDerivation.RTCP_SALT, SALT)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC-SHA1 are part of every Java", e);
    }
  }
}
