package com.jagcall.accounts.apikey;

import com.jagcall.accounts.credential.CredentialRepository;
import com.jagcall.accounts.credential.KnownCredential;
import com.jagcall.accounts.organization.Organization;
import com.jagcall.accounts.organization.OrganizationRepository;
import com.jagcall.common.admission.Credential;
import com.jagcall.common.admission.CredentialCache;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Makes keys and ends them. Each step is one transaction; what it ended is told to the caches only
 * once it is committed, so that no replica can read the old state back in between.
 */
@ApplicationScoped
class KeyLifecycle {
  static final int MAX_ACTIVE = 200;

  private final OrganizationRepository organizations;
  private final KeyRepository keys;
  private final CredentialRepository credentials;
  private final CredentialCache cache;

  KeyLifecycle(
      OrganizationRepository organizations,
      KeyRepository keys,
      CredentialRepository credentials,
      CredentialCache cache) {
    this.organizations = organizations;
    this.keys = keys;
    this.credentials = credentials;
    this.cache = cache;
  }

  /**
   * Makes a key.
   *
   * @param createdBy the user, or null for an operator
   * @return fails with {@code conflict} when the organization has as many as it may
   */
  Uni<NewKey> create(String organizationId, KeySettings settings, String createdBy) {
    Instant now = Instant.now();
    return Panache.withTransaction(
        () ->
            lockedWithRoom(organizationId, MAX_ACTIVE - 1, now)
                .chain(organization -> persist(organization, settings, createdBy, now)));
  }

  /** Ends a key at once. One that has ended already stays as it is. */
  Uni<IssuedKey> revoke(String organizationId, String id) {
    Instant now = Instant.now();
    return Panache.withTransaction(() -> found(organizationId, id).invoke(key -> key.revoke(now)))
        .call(this::tellCaches);
  }

  /**
   * Makes a key that takes the place of another, which goes on working for the grace.
   *
   * @return fails with {@code conflict} when the old key has ended or was rolled before, or when
   *     the organization has as many keys as it may
   */
  Uni<Rolled> roll(String organizationId, String id, Grace grace, String rolledBy) {
    Instant now = Instant.now();
    int mostActive = grace == Grace.NONE ? MAX_ACTIVE : MAX_ACTIVE - 1;
    return Panache.withTransaction(
            () ->
                lockedWithRoom(organizationId, mostActive, now)
                    .chain(
                        organization ->
                            rollable(organizationId, id, now)
                                .chain(old -> replace(organization, old, grace, rolledBy, now))))
        .call(rolled -> tellCaches(rolled.old()));
  }

  /** What became of a key that was rolled, and its successor. */
  record Rolled(IssuedKey old, NewKey successor) {}

  // The lock makes those who create keys at the same time count one after the other.
  private Uni<Organization> lockedWithRoom(String organizationId, int mostActive, Instant now) {
    return organizations
        .findLocked(organizationId)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .call(
            () ->
                keys.countActive(organizationId, now).invoke(active -> limit(active, mostActive)));
  }

  private static void limit(long active, int mostActive) {
    if (active > mostActive) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "The organization has " + MAX_ACTIVE + " active keys, which is the most. Revoke one.");
    }
  }

  private Uni<NewKey> persist(
      Organization organization, KeySettings settings, String createdBy, Instant now) {
    ApiKey key = ApiKey.generate(settings.mode(), organization.tag());
    IssuedKey issued = new IssuedKey(organization.id(), key, settings, createdBy, now);
    return keys.persist(issued).replaceWith(new NewKey(issued, key));
  }

  private Uni<IssuedKey> found(String organizationId, String id) {
    return keys.findLocked(organizationId, id).onItem().ifNull().failWith(ApiException::notFound);
  }

  private Uni<IssuedKey> rollable(String organizationId, String id, Instant now) {
    return found(organizationId, id)
        .call(
            key ->
                keys.isRolled(key)
                    .invoke(
                        rolled -> {
                          if (rolled || !key.isActive(now)) {
                            throw new ApiException(
                                ErrorCode.CONFLICT, "The key has ended or was rolled before.");
                          }
                        }));
  }

  private Uni<Rolled> replace(
      Organization organization, IssuedKey old, Grace grace, String rolledBy, Instant now) {
    KeySettings settings = old.settings();
    if (grace == Grace.NONE) {
      old.revoke(now);
    } else {
      old.expire(now.plus(grace.duration()), now);
    }
    return persist(organization, settings, rolledBy, now)
        .invoke(successor -> successor.issued().replaces(old))
        .map(successor -> new Rolled(old, successor));
  }

  private Uni<Void> tellCaches(IssuedKey ended) {
    return credentials.find(ended.sha256()).chain(this::remember);
  }

  private Uni<Void> remember(KnownCredential key) {
    return key.credential().status() == Credential.Status.REVOKED
        ? cache.end(key.tag(), key.hash(), key.credential())
        : cache.fill(key.tag(), key.hash(), key.credential());
  }
}
