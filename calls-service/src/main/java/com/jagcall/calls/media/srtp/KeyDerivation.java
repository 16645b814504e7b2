package com.jagcall.calls.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Session keys of a master key and salt (RFC 3711 4.3), with a key derivation rate of zero. */
final class KeyDerivation {
  static final int RTP_ENCRYPTION = 0;
  static final int RTP_AUTHENTICATION = 1;
  static final int RTP_SALT = 2;
  static final int RTCP_ENCRYPTION = 3;
  static final int RTCP_AUTHENTICATION = 4;
  static final int RTCP_SALT = 5;

  private static final int KEY = 16;
  private static final int SALT = 14;
  private static final int BLOCK = 16;

  private final Cipher aes;
  private final byte[] salt = new byte[SALT];

  KeyDerivation(byte[] keyAndSalt) throws GeneralSecurityException {
    aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyAndSalt, 0, KEY, "AES"));
    System.arraycopy(keyAndSalt, KEY, salt, 0, SALT);
  }

  byte[] derive(int label, int length) throws GeneralSecurityException {
    int blocks = (length + BLOCK - 1) / BLOCK;
    byte[] counters = new byte[blocks * BLOCK];
    for (int i = 0; i < blocks; i++) {
      System.arraycopy(salt, 0, counters, i * BLOCK, SALT);
      counters[i * BLOCK + 7] ^= (byte) label;
      counters[i * BLOCK + 15] = (byte) i;
    }
    return java.util.Arrays.copyOf(aes.doFinal(counters), length);
  }
}
