package com.jagcall.local.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class OperatorTokenTest {

  @Test
  void token_saysWhoAsksWhomForAMinuteAndIsSigned() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();

    String token =
        OperatorToken.sign(
            pair.getPrivate(), "accounts-service", Instant.parse("2026-01-01T00:00:00Z"));

    String[] parts = token.split("\\.");
    assertEquals(3, parts.length);
    JsonObject header = json(parts[0]);
    assertEquals("ES256", header.getString("alg"));
    assertEquals("operator", header.getString("kid"));
    JsonObject claims = json(parts[1]);
    assertEquals("operator", claims.getString("iss"));
    assertEquals("accounts-service", claims.getString("aud"));
    assertEquals("service", claims.getString("use"));
    assertEquals(1_767_225_600L, claims.getLong("iat"));
    assertEquals(1_767_225_660L, claims.getLong("exp"));

    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(pair.getPublic());
    verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
  }

  private static JsonObject json(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }
}
