package com.jagcall.common.admission;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.token.Tokens;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Decides on requests that the dashboard sends for a user, with a token of accounts-service. They
 * count against the same limits as the organization's keys.
 */
@ApplicationScoped
public class UserAdmission {
  private static final String ISSUER = "accounts-service";
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final String ORGANIZATION = "organization";
  private static final String TAG = "tag";
  private static final String MODE = "mode";

  @Inject Tokens tokens;
  @Inject Refusals refusals;
  @Inject RequestLog requestLog;

  /**
   * A token with which a user acts on another service for one minute.
   *
   * @param tag the organization's tag, under which its limits are counted
   */
  public String token(
      String audience, String userId, Tenant tenant, String tag, Set<String> scopes) {
    return tokens.sign(
        Jwt.subject(userId)
            .groups(scopes)
            .claim(ORGANIZATION, tenant.organizationId())
            .claim(TAG, tag)
            .claim(MODE, tenant.mode().wire()),
        Tokens.USER,
        audience,
        LIFETIME);
  }

  Uni<Verdict> admit(String token, Endpoint endpoint) {
    Optional<JsonWebToken> verified = tokens.verify(token, Tokens.USER);
    if (verified.isEmpty() || !ISSUER.equals(verified.get().getIssuer())) {
      return Uni.createFrom().item(new Verdict.Refused(ErrorCode.INVALID_API_KEY));
    }
    JsonWebToken user = verified.get();
    Mode mode = Mode.of(user.getClaim(MODE));
    String tag = user.getClaim(TAG);
    String memory = "user " + tag + mode;
    Optional<Quota> refusal = refusals.find(memory, endpoint);
    if (refusal.isPresent()) {
      return Uni.createFrom().item(new Verdict.Limited(refusal.get()));
    }
    Tenant tenant = new Tenant(user.getClaim(ORGANIZATION), mode);
    Caller caller = new Caller(user.getSubject(), tenant, user.getGroups());
    return requestLog
        .count(tag, mode, endpoint, endpoint.limit())
        .map(quota -> verdict(caller, memory, endpoint, quota));
  }

  private Verdict verdict(Caller caller, String memory, Endpoint endpoint, Quota quota) {
    if (quota.admitted()) {
      return new Verdict.Admitted(caller, quota);
    }
    refusals.remember(memory, endpoint, quota);
    return new Verdict.Limited(quota);
  }
}
