package com.jagcall.local.operator;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The token by which the operator of a stack speaks to a service (JWT, RFC 7519, ES256). */
public final class OperatorToken {

  /** The operator's name as an issuer of tokens. */
  public static final String ISSUER = "operator";

  private static final int LIFETIME_SECONDS = 60;

  private OperatorToken() {}

  /**
   * Signs a token for one service. It is good for a minute.
   *
   * @param audience the service, for example {@code accounts-service}
   */
  public static String sign(PrivateKey key, String audience, Instant now) {
    JsonObject header = new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", ISSUER);
    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("sub", ISSUER)
            .put("aud", audience)
            .put("use", "service")
            .put("jti", UUID.randomUUID().toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
    String signed = base64(header.encode()) + "." + base64(claims.encode());
    return signed + "." + signature(key, signed);
  }

  private static String signature(PrivateKey key, String text) {
    try {
      // JWS wants the two numbers side by side (RFC 7518, 3.4), not the usual DER.
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return base64(signature.sign());
    } catch (GeneralSecurityException unusableKey) {
      throw new IllegalStateException("the operator's key cannot sign", unusableKey);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
