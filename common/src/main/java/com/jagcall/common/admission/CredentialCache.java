package com.jagcall.common.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What Redis remembers of credentials. Admission writes what it was told and reads it for the next
 * request; accounts-service writes the last word on a credential. It may be lost at any moment.
 */
@ApplicationScoped
public class CredentialCache {
  /** A running service outlives accounts-service's absence by this long. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** A made-up key is forgotten soon, so that it takes no room. */
  private static final Duration UNKNOWN_LIFETIME = Duration.ofSeconds(10);

  /**
   * How far back the feed of changes reaches: longer than anything stale can live in Redis, so that
   * a revoked key is refused whatever happened to Redis meanwhile.
   */
  public static final Duration FEED_WINDOW = LIFETIME.multipliedBy(2);

  private static final Script REMEMBER = Script.load("lua/remember.lua");

  @Inject RedisGate redis;
  @Inject ObjectMapper json;

  /** Remembers an answer, unless the credential was revoked meanwhile. Never fails. */
  public Uni<Void> fill(String tag, String hash, Credential credential) {
    return write(tag, hash, credential, lifetime(credential), false);
  }

  /** Remembers that a credential is over for good, whatever is still on its way. Never fails. */
  public Uni<Void> end(String tag, String hash, Credential revoked) {
    return write(tag, hash, revoked, LIFETIME, true);
  }

  private static Duration lifetime(Credential credential) {
    Instant now = Instant.now();
    if (credential.status() == Credential.Status.UNKNOWN) {
      return UNKNOWN_LIFETIME;
    }
    if (credential.notAfter() == null || credential.isExpiredAt(now)) {
      return LIFETIME;
    }
    Duration left = Duration.between(now, credential.notAfter()).plusMillis(1);
    return left.compareTo(LIFETIME) < 0 ? left : LIFETIME;
  }

  private Uni<Void> write(
      String tag, String hash, Credential credential, Duration lifetime, boolean last) {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(lifetime.toMillis()));
    arguments.add(String.valueOf(last));
    arguments.add("principal");
    arguments.add(encode(credential));
    arguments.add("active");
    arguments.add(String.valueOf(credential.isUsableAt(Instant.now())));
    credential
        .limits()
        .forEach((row, limit) -> arguments.addAll(List.of("limit:" + row, limit.toString())));
    if (last) {
      arguments.addAll(List.of("final", "1"));
    }
    return redis
        .run(REMEMBER, List.of(key(tag, hash)), arguments)
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  Credential decode(String principal) {
    try {
      return json.readValue(principal, Credential.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry of the credential cache is no credential", e);
    }
  }

  private String encode(Credential credential) {
    try {
      return json.writeValueAsString(credential);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a credential is always JSON", e);
    }
  }

  /** The tag in braces puts all of an organization's entries into one slot of a Redis Cluster. */
  static String key(String tag, String hash) {
    return "jagcall:{" + tag + "}:credential:" + hash;
  }
}
