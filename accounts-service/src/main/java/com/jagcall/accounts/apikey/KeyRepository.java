package com.jagcall.accounts.apikey;

import com.jagcall.common.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

/** API keys, always those of one organization. */
@ApplicationScoped
public class KeyRepository implements PanacheRepositoryBase<IssuedKey, String> {
  /** More than the keys that can be active, so those that work are all shown. */
  private static final int MAX_LISTED = 300;

  /** What does not look like a key's id (it may hold a NUL) is not asked for. */
  private static final String ID_PREFIX = "key_";

  private static final String LIST =
      """
      select k, u.name, r.id
      from IssuedKey k
      left join UserAccount u on u.id = k.createdBy
      left join IssuedKey r on r.rolledFrom = k.id
      where k.organizationId = :organization
      order by
        case when k.revokedAt is null and (k.expiresAt is null or k.expiresAt > :now)
          then 0 else 1 end,
        k.createdAt desc, k.id desc
      """;

  /** The keys that work, newest first, then those that no longer do, newest first. */
  Uni<List<ListedKey>> list(String organizationId, Instant now) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createSelectionQuery(LIST, ListedKey.class)
                    .setParameter("organization", organizationId)
                    .setParameter("now", now)
                    .setMaxResults(MAX_LISTED)
                    .getResultList());
  }

  public Uni<Long> countActive(String organizationId, Instant now) {
    return count(
        "organizationId = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)",
        organizationId,
        now);
  }

  /** Null when the organization has no such key. */
  Uni<IssuedKey> find(String organizationId, String id) {
    if (!Ids.isShaped(ID_PREFIX, id)) {
      return Uni.createFrom().nullItem();
    }
    return find("organizationId = ?1 and id = ?2", organizationId, id).firstResult();
  }

  /** Null when the organization has no such key; locked until the transaction ends. */
  Uni<IssuedKey> findLocked(String organizationId, String id) {
    if (!Ids.isShaped(ID_PREFIX, id)) {
      return Uni.createFrom().nullItem();
    }
    return find("organizationId = ?1 and id = ?2", organizationId, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult();
  }

  Uni<Boolean> isRolled(IssuedKey key) {
    return count("rolledFrom", key.id()).map(successors -> successors > 0);
  }
}
