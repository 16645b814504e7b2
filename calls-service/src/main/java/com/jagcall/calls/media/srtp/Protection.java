package com.jagcall.calls.media.srtp;

import com.jagcall.calls.media.rtp.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 in counter mode and HMAC-SHA1 under one set of session keys (RFC 3711 4.1.1, 4.2.1). Not
 * for several threads.
 */
final class Protection {
  private static final int BLOCK = 16;
  private static final int MAC_LENGTH = 20;

  private final Cipher aes;
  private final Mac mac;
  private final byte[] salt;
  private final byte[] index = new byte[4];
  private final byte[] computed = new byte[MAC_LENGTH];
  private byte[] counters = new byte[0];
  private byte[] stream = new byte[0];

  Protection(byte[] key, byte[] authenticationKey, byte[] salt) throws GeneralSecurityException {
    // The key stream is made block by block: unlike a cipher in CTR mode it needs no new state for
    // each packet.
    aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(authenticationKey, "HmacSHA1"));
    this.salt = salt;
  }

  /**
   * Encrypts or decrypts in place.
   *
   * @param packetIndex 48 bits of RTP, 31 of RTCP
   */
  void crypt(byte[] packet, int from, int length, int ssrc, long packetIndex)
      throws GeneralSecurityException {
    int blocks = (length + BLOCK - 1) / BLOCK;
    if (blocks == 0) {
      return;
    }
    prepare(blocks);
    for (int i = 0; i < blocks; i++) {
      int at = i * BLOCK;
      System.arraycopy(salt, 0, counters, at, salt.length);
      Bytes.put32(counters, at + 4, Bytes.int32(salt, 4) ^ ssrc);
      Bytes.put32(counters, at + 8, Bytes.int32(salt, 8) ^ (int) (packetIndex >>> 16));
      Bytes.put16(counters, at + 12, Bytes.uint16(salt, 12) ^ (int) packetIndex & 0xFFFF);
      Bytes.put16(counters, at + 14, i);
    }
    aes.doFinal(counters, 0, blocks * BLOCK, stream, 0);
    for (int i = 0; i < length; i++) {
      packet[from + i] ^= stream[i];
    }
  }

  private void prepare(int blocks) {
    if (counters.length < blocks * BLOCK) {
      counters = new byte[blocks * BLOCK];
      stream = new byte[blocks * BLOCK];
    }
  }

  /** Writes the tag of {@code packet[0..length)} and {@code suffix} behind it. */
  void sign(byte[] packet, int length, int suffix, int tagBytes, int at)
      throws GeneralSecurityException {
    tag(packet, length, suffix);
    System.arraycopy(computed, 0, packet, at, tagBytes);
  }

  /** Whether the tag at {@code at} is right; takes the same time whether it is or not. */
  boolean verify(byte[] packet, int length, int suffix, int tagBytes, int at)
      throws GeneralSecurityException {
    tag(packet, length, suffix);
    return MessageDigest.isEqual(
        Arrays.copyOf(computed, tagBytes), Arrays.copyOfRange(packet, at, at + tagBytes));
  }

  private void tag(byte[] packet, int length, int suffix) throws GeneralSecurityException {
    mac.update(packet, 0, length);
    Bytes.put32(index, 0, suffix);
    mac.update(index, 0, index.length);
    mac.doFinal(computed, 0);
  }
}
