package com.jagcall.accounts.session;

import com.jagcall.accounts.page.Html;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Knows who is behind the session cookie of a dashboard page. The API and what the services ask
 * each other take no cookies, so that no page of another site can make a browser use them.
 */
@ApplicationScoped
public class SessionAuthentication implements HttpAuthenticationMechanism {
  private static final List<String> FILES = List.of("/assets/", "/webjars/");

  private final SessionRepository sessions;
  private final SessionTokens tokens;

  SessionAuthentication(SessionRepository sessions, SessionTokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext routing, IdentityProviderManager identityProviders) {
    String cookie = SessionCookie.read(routing);
    if (cookie == null || Html.isForPrograms(routing) || isFile(routing)) {
      return Uni.createFrom().nullItem();
    }
    Instant now = Instant.now();
    return tokens
        .verify(cookie)
        .map(token -> signedIn(routing, token, now))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  private static boolean isFile(RoutingContext routing) {
    return FILES.stream().anyMatch(routing.normalizedPath()::startsWith);
  }

  private Uni<SecurityIdentity> signedIn(
      RoutingContext routing, SessionTokens.Token token, Instant now) {
    return sessions
        .findSignedIn(token.sessionId(), now)
        .onItem()
        .ifNotNull()
        .invoke(
            signedIn -> {
              if (token.isDueForRenewal(now)) {
                tokens.hand(routing, signedIn.sessionId(), signedIn.expiresAt(), now);
              }
            })
        .onItem()
        .ifNotNull()
        .transform(SessionAuthentication::identity);
  }

  private static SecurityIdentity identity(SignedIn signedIn) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(signedIn.userId()))
        .addRoles(CurrentUser.rolesOf(signedIn))
        .addAttribute(CurrentUser.ATTRIBUTE, signedIn)
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext routing) {
    return Uni.createFrom().nullItem();
  }
}
