package com.jagcall.common.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Decides on requests with an API key. In the ordinary case this is one round trip to Redis; a key
 * that Redis does not know is asked for at accounts-service; while Redis is away, keys come from
 * accounts-service through a cache of one second and limits hold for this replica alone.
 */
@ApplicationScoped
class KeyAdmission {
  private static final Duration LOCAL_LIFETIME = Duration.ofSeconds(1);
  private static final int MAX_LOCAL = 10_000;

  private final Cache<String, Credential> local =
      Caffeine.newBuilder().maximumSize(MAX_LOCAL).expireAfterWrite(LOCAL_LIFETIME).build();

  @Inject CredentialFeed feed;
  @Inject Refusals refusals;
  @Inject RequestLog requestLog;
  @Inject CredentialCache cache;
  @Inject AddressLimit addresses;
  @Inject @RestClient AccountsClient accounts;

  /**
   * Fails when neither Redis nor accounts-service can tell whether the key is good.
   *
   * @param address the client's, for the limit on refused requests
   */
  Uni<Verdict> admit(ApiKey key, Endpoint endpoint, String address) {
    String hash = key.sha256();
    if (feed.hasEnded(hash, Instant.now())) {
      return refused(ErrorCode.INVALID_API_KEY);
    }
    Optional<Quota> refusal = refusals.find(hash, endpoint);
    if (refusal.isPresent()) {
      return Uni.createFrom().item(new Verdict.Limited(refusal.get()));
    }
    Lookup lookup = new Lookup(key, hash, endpoint, address);
    if (!feed.isStarted()) {
      return askAccounts(lookup);
    }
    return requestLog
        .countForKey(key, hash, endpoint)
        .flatMap(counted -> judge(lookup, counted))
        .onFailure(RedisGate.RedisAway.class)
        .recoverWithUni(() -> withoutRedis(lookup));
  }

  private record Lookup(ApiKey key, String hash, Endpoint endpoint, String address) {}

  private Uni<Verdict> judge(Lookup lookup, RequestLog.Counted counted) {
    return counted.credential() == null
        ? askAccounts(lookup)
        : Uni.createFrom().item(verdict(lookup, counted.credential(), counted.quota()));
  }

  private Uni<Verdict> withoutRedis(Lookup lookup) {
    Credential known = local.getIfPresent(lookup.hash);
    return known == null ? askAccounts(lookup) : count(lookup, known);
  }

  private Uni<Verdict> askAccounts(Lookup lookup) {
    // A flood of made-up keys with a right checksum stops here, not at accounts-service.
    Quota quota = addresses.peek(lookup.address);
    if (!quota.admitted()) {
      return Uni.createFrom().item(new Verdict.Limited(quota));
    }
    return accounts
        .resolve(new AccountsClient.Question(lookup.hash))
        .invoke(credential -> local.put(lookup.hash, credential))
        .call(credential -> remember(lookup, credential))
        .flatMap(credential -> count(lookup, credential));
  }

  private Uni<Void> remember(Lookup lookup, Credential credential) {
    return cache.fill(lookup.key.organizationTag(), lookup.hash, credential);
  }

  private Uni<Verdict> count(Lookup lookup, Credential credential) {
    if (!credential.isUsableAt(Instant.now())) {
      return Uni.createFrom().item(verdict(lookup, credential, null));
    }
    Endpoint endpoint = lookup.endpoint;
    int limit = credential.limits().getOrDefault(endpoint.row(), endpoint.limit());
    return requestLog
        .count(lookup.key.organizationTag(), lookup.key.mode(), endpoint, limit)
        .map(quota -> verdict(lookup, credential, quota));
  }

  private Verdict verdict(Lookup lookup, Credential credential, Quota quota) {
    Instant now = Instant.now();
    if (credential.status() != Credential.Status.ACTIVE) {
      return new Verdict.Refused(ErrorCode.INVALID_API_KEY);
    }
    if (credential.isExpiredAt(now)) {
      return new Verdict.Refused(ErrorCode.EXPIRED_API_KEY);
    }
    feed.noteUse(credential.credentialId(), now);
    if (!quota.admitted()) {
      refusals.remember(lookup.hash, lookup.endpoint, quota);
      return new Verdict.Limited(quota);
    }
    return new Verdict.Admitted(credential.caller(), quota);
  }

  private static Uni<Verdict> refused(ErrorCode code) {
    return Uni.createFrom().item(new Verdict.Refused(code));
  }
}
