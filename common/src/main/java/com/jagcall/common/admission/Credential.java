package com.jagcall.common.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What accounts-service knows of a credential; it travels as JSON between services and in Redis,
 * where a newer release may have added to it.
 *
 * @param status whether it may be used
 * @param credentialId {@code key_…}; null when unknown, like all that follows
 * @param notAfter when it stops being valid; null for never
 * @param limits the organization's own limits by row of the table; empty for the common ones
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Credential(
    Status status,
    String credentialId,
    String organizationId,
    Mode mode,
    List<String> scopes,
    Instant notAfter,
    Map<String, Integer> limits) {

  /** Whether a credential may be used, as far as its owner decides. */
  public enum Status {
    ACTIVE,
    REVOKED,
    UNKNOWN;

    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The answer for what nobody has ever made. */
  public static Credential unknown() {
    return new Credential(Status.UNKNOWN, null, null, null, List.of(), null, Map.of());
  }

  boolean isUsableAt(Instant now) {
    return status == Status.ACTIVE && !isExpiredAt(now);
  }

  boolean isExpiredAt(Instant now) {
    return notAfter != null && !now.isBefore(notAfter);
  }

  Caller caller() {
    return new Caller(credentialId, new Tenant(organizationId, mode), Set.copyOf(scopes));
  }
}
