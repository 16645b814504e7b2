package com.jagcall.common.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Signs and checks the suite's own JSON Web Tokens: ES256, {@code kid} and {@code iss} the signing
 * service, {@code aud} the service it is for, and the claim {@code use} what it is good for. Every
 * service signs with its own key, so that none can speak for another.
 */
@ApplicationScoped
public class Tokens {
  /** One service speaking to another. */
  public static final String SERVICE = "service";

  /** A user of the dashboard acting on the API. */
  public static final String USER = "user";

  /** Long enough for a call under load, too short to be worth stealing. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  /** A signature costs more than most requests do: one token is sent more than once. */
  private static final Duration REUSE = Duration.ofSeconds(20);

  private static final int MAX_REMEMBERED = 1_000;
  private static final int CLOCK_SKEW_SECONDS = 10;
  private static final int MAX_LENGTH = 4096;

  @Inject TokenConfig config;

  @ConfigProperty(name = "quarkus.application.name")
  String service;

  private final Cache<String, String> ours =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REUSE).build();

  /** Tokens whose signature was good; whether they still live is asked every time. */
  private final Cache<String, JsonWebToken> good =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(LIFETIME).build();

  private PrivateKey signingKey;
  private Map<String, List<PublicKey>> issuers;

  @PostConstruct
  void load() {
    signingKey = PemKeys.privateKey(config.privateKey());
    issuers = PemKeys.publicKeys(config.publicKeys());
  }

  /** A token that says "this service" to another one; good for 40 to 60 s. */
  public String service(String audience) {
    return ours.get(audience, callee -> sign(Jwt.claims(), SERVICE, callee, LIFETIME));
  }

  /** Signs claims for one use and audience. */
  public String sign(JwtClaimsBuilder claims, String use, String audience, Duration lifetime) {
    return claims
        .claim("use", use)
        .issuer(service)
        .audience(audience)
        .expiresIn(lifetime)
        .jws()
        .keyId(service)
        .algorithm(SignatureAlgorithm.ES256)
        .sign(signingKey);
  }

  /**
   * The token, if it is signed by a known issuer, meant for this service and this use, and live.
   */
  public Optional<JsonWebToken> verify(String token, String use) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    JsonWebToken known = good.getIfPresent(token);
    return (known != null ? Optional.of(known).filter(Tokens::isLive) : parse(token))
        .filter(verified -> use.equals(verified.getClaim("use")));
  }

  private static boolean isLive(JsonWebToken token) {
    return Instant.now().getEpochSecond() < token.getExpirationTime() + CLOCK_SKEW_SECONDS;
  }

  private Optional<JsonWebToken> parse(String token) {
    String issuer = keyId(token);
    for (PublicKey key : issuers.getOrDefault(issuer, List.of())) {
      try {
        JsonWebToken verified = parser(issuer, key).parse(token);
        good.put(token, verified);
        return Optional.of(verified);
      } catch (ParseException e) {
        // Signed with the issuer's other key, expired or forged: to the caller it is all the same.
        continue;
      }
    }
    return Optional.empty();
  }

  private JWTParser parser(String issuer, PublicKey key) {
    JWTAuthContextInfo expected = new JWTAuthContextInfo(key, issuer);
    expected.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
    expected.setExpectedAudience(Set.of(service));
    expected.setClockSkew(CLOCK_SKEW_SECONDS);
    // A service is known by its issuer; it has no name besides.
    expected.setRequireNamedPrincipal(false);
    return new DefaultJWTParser(expected);
  }

  private static String keyId(String token) {
    try {
      String header = token.substring(0, Math.max(0, token.indexOf('.')));
      byte[] json = Base64.getUrlDecoder().decode(header);
      Object keyId = new JsonObject(new String(json, StandardCharsets.UTF_8)).getValue("kid");
      return keyId instanceof String text ? text : "";
    } catch (IllegalArgumentException | io.vertx.core.json.DecodeException e) {
      return "";
    }
  }
}
