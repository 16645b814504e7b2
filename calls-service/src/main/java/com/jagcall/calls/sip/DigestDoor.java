package com.jagcall.calls.sip;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;

/**
 * Challenges calls from addresses that no trunk named. It keeps nothing about anybody: a nonce is a
 * time with a MAC over it and the caller's address, so a flood of strangers costs no memory.
 */
final class DigestDoor {

  private static final String REALM = "jagcall";
  private static final long NONCE_SECONDS = 60;

  private final byte[] secret = new byte[32];
  private final List<TrunkLine> lines;

  DigestDoor(List<TrunkLine> lines) {
    this.lines = lines.stream().filter(line -> line.trunk().inbound() != null).toList();
    new SecureRandom().nextBytes(secret);
  }

  /** Whether anybody is let in by credentials at all. */
  boolean open() {
    return !lines.isEmpty();
  }

  String challenge(String source, long nowSeconds) {
    return "Digest realm=\""
        + REALM
        + "\", nonce=\""
        + nonce(source, nowSeconds)
        + "\", algorithm=MD5, qop=\"auth\"";
  }

  /** The trunk whose credentials the request bears, or null. */
  TrunkLine enter(Request request, String source, long nowSeconds) {
    AuthorizationHeader answer = (AuthorizationHeader) request.getHeader(AuthorizationHeader.NAME);
    if (answer == null
        || answer.getNonce() == null
        || answer.getResponse() == null
        || answer.getUsername() == null
        || answer.getURI() == null
        || !REALM.equals(answer.getRealm())
        || !fresh(answer.getNonce(), source, nowSeconds)) {
      return null;
    }
    for (TrunkLine line : lines) {
      Credentials expected = line.trunk().inbound();
      if (expected.username().equals(answer.getUsername())
          && right(answer, expected, request.getMethod())) {
        return line;
      }
    }
    return null;
  }

  private static boolean right(AuthorizationHeader answer, Credentials expected, String method) {
    String ha1 = DigestAnswers.hash("MD5", expected.username(), REALM, expected.password());
    String ha2 = DigestAnswers.hash("MD5", method, answer.getURI().toString());
    String qop = answer.getQop();
    String response =
        qop == null
            ? DigestAnswers.hash("MD5", ha1, answer.getNonce(), ha2)
            : DigestAnswers.hash(
                "MD5",
                ha1,
                answer.getNonce(),
                String.format(Locale.ROOT, "%08x", answer.getNonceCount()),
                String.valueOf(answer.getCNonce()),
                qop,
                ha2);
    return MessageDigest.isEqual(
        response.getBytes(StandardCharsets.US_ASCII),
        answer.getResponse().getBytes(StandardCharsets.UTF_8));
  }

  private boolean fresh(String nonce, String source, long nowSeconds) {
    int dot = nonce.indexOf('.');
    if (dot < 1 || dot > 12) {
      return false;
    }
    try {
      long made = Long.parseLong(nonce.substring(0, dot), 16);
      return made <= nowSeconds
          && nowSeconds - made <= NONCE_SECONDS
          && MessageDigest.isEqual(
              nonce(source, made).getBytes(StandardCharsets.US_ASCII),
              nonce.getBytes(StandardCharsets.UTF_8));
    } catch (NumberFormatException forged) {
      return false;
    }
  }

  private String nonce(String source, long seconds) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] seal = mac.doFinal((seconds + " " + source).getBytes(StandardCharsets.UTF_8));
      return Long.toHexString(seconds) + "." + HexFormat.of().formatHex(seal, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
