package com.jagcall.accounts.session;

import com.jagcall.common.token.Tokens;
import io.smallrye.jwt.build.Jwt;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The tokens in session cookies. Short-lived and renewed on use, so that a browser that is left
 * alone is logged out after half an hour; whether the session is still good the database says.
 */
@ApplicationScoped
class SessionTokens {
  private static final String USE = "session";
  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(5);

  private final Tokens tokens;
  private final String service;

  SessionTokens(Tokens tokens, @ConfigProperty(name = "quarkus.application.name") String service) {
    this.tokens = tokens;
    this.service = service;
  }

  /** A token that was signed here and has not run out. */
  record Token(String sessionId, Instant issuedAt) {
    boolean isDueForRenewal(Instant now) {
      return issuedAt.plus(RENEWED_AFTER).isBefore(now);
    }
  }

  /** Puts a new token into the answer, good for half an hour and not beyond the session's end. */
  void hand(RoutingContext routing, String sessionId, Instant sessionEnd, Instant now) {
    Duration left = Duration.between(now, sessionEnd);
    Duration lifetime = left.compareTo(LIFETIME) < 0 ? left : LIFETIME;
    if (lifetime.toSeconds() > 0) {
      String token = tokens.sign(Jwt.subject(sessionId).issuedAt(now), USE, service, lifetime);
      SessionCookie.write(routing, token, lifetime);
    }
  }

  Optional<Token> verify(String text) {
    return tokens
        .verify(text, USE)
        .filter(token -> service.equals(token.getIssuer()))
        .map(SessionTokens::token);
  }

  private static Token token(JsonWebToken token) {
    Instant issuedAt = Instant.ofEpochSecond(token.getIssuedAtTime());
    return new Token(token.getSubject(), issuedAt);
  }
}
