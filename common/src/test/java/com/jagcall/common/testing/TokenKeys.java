package com.jagcall.common.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Key pairs of services, as files, and tokens signed with them. */
public final class TokenKeys {
  private final Path folder;
  private final Map<String, KeyPair> pairs = new HashMap<>();

  private TokenKeys(Path folder) {
    this.folder = folder;
  }

  static TokenKeys make(String... issuers) {
    try {
      TokenKeys keys = new TokenKeys(Files.createTempDirectory("jagcall-keys"));
      Files.createDirectory(keys.publicKeys());
      for (String issuer : issuers) {
        keys.makePair(issuer);
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makePair(String issuer) throws IOException {
    KeyPair pair = newPair();
    pairs.put(issuer, pair);
    Files.writeString(privateKey(issuer), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Files.writeString(
        publicKeys().resolve(issuer + ".pem"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  Path folder() {
    return folder;
  }

  Path publicKeys() {
    return folder.resolve("public");
  }

  Path privateKey(String issuer) {
    return folder.resolve(issuer + ".key.pem");
  }

  /** A token of one service for another, good for a minute. */
  public String service(String issuer, String audience) {
    return sign(issuer, Jwt.claim("use", "service").audience(audience));
  }

  /** Any claims, signed by this issuer and good for a minute. */
  public String sign(String issuer, JwtClaimsBuilder claims) {
    return sign(issuer, issuer, claims, Duration.ofMinutes(1));
  }

  /** Any claims, said to be this issuer's but signed with the key of {@code signer}. */
  public String sign(String signer, String issuer, JwtClaimsBuilder claims, Duration lifetime) {
    return claims
        .issuer(issuer)
        .expiresIn(lifetime)
        .jws()
        .keyId(issuer)
        .algorithm(SignatureAlgorithm.ES256)
        .sign(pairs.get(signer).getPrivate());
  }
}
