package com.jagcall.common.admission;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Counts requests over a sliding minute: over all replicas in Redis, or for this one while Redis is
 * away.
 */
@ApplicationScoped
class RequestLog {
  private static final Script ADMIT = Script.load("lua/admit.lua");
  private static final String WINDOW = String.valueOf(Quota.WINDOW_MICROS);
  private static final int NOT_CACHED = 2;
  private static final int NOT_USABLE = 3;

  @Inject RedisGate redis;
  @Inject CredentialCache credentials;
  @Inject LocalLimiter localLimiter;

  /**
   * What one round trip found out.
   *
   * @param credential null when Redis does not know it
   * @param quota null when nothing was counted, because the credential is unknown or not usable
   */
  record Counted(Credential credential, Quota quota) {}

  /**
   * Looks the key up and counts the request at once. Fails with {@link RedisGate.RedisAway}.
   *
   * @param hash the key's SHA-256
   */
  Uni<Counted> countForKey(ApiKey key, String hash, Endpoint endpoint) {
    String tag = key.organizationTag();
    List<String> keys = List.of(logKey(tag, key.mode(), endpoint), CredentialCache.key(tag, hash));
    return redis.run(ADMIT, keys, arguments(endpoint, endpoint.limit())).map(this::counted);
  }

  /** Counts the request of a caller that is known already; never fails. */
  Uni<Quota> count(String tag, Mode mode, Endpoint endpoint, int limit) {
    String key = logKey(tag, mode, endpoint);
    return redis
        .run(ADMIT, List.of(key), arguments(endpoint, limit))
        .map(RequestLog::quota)
        .onFailure(RedisGate.RedisAway.class)
        .recoverWithItem(() -> localLimiter.admit(key, limit));
  }

  private static List<String> arguments(Endpoint endpoint, int limit) {
    return List.of(String.valueOf(limit), WINDOW, endpoint.row());
  }

  private static String logKey(String tag, Mode mode, Endpoint endpoint) {
    return "jagcall:{" + tag + "}:log:" + mode.wire() + ":" + endpoint.bucket();
  }

  private Counted counted(Response answer) {
    return switch (answer.get(0).toInteger()) {
      case NOT_CACHED -> new Counted(null, null);
      case NOT_USABLE -> new Counted(credentials.decode(answer.get(1).toString()), null);
      default -> new Counted(credentials.decode(answer.get(1).toString()), quota(answer));
    };
  }

  private static Quota quota(Response answer) {
    return new Quota(
        answer.get(0).toInteger() == 0,
        answer.get(2).toInteger(),
        answer.get(3).toInteger(),
        answer.get(4).toLong());
  }
}
