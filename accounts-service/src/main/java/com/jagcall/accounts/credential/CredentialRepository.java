package com.jagcall.accounts.credential;

import com.jagcall.common.admission.Credential;
import com.jagcall.common.admission.Credential.Status;
import com.jagcall.common.credential.Mode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * API keys as admission sees them: by their hash, with the limits of their organization, whatever
 * organization that is. One statement for each question, since every service asks.
 */
@ApplicationScoped
public class CredentialRepository {
  private static final String COLUMNS =
      """
      SELECT k.id, k.organization_id, k.mode, k.scopes, k.expires_at, k.revoked_at,
             encode(k.hash, 'hex') AS hash, o.tag,
             (SELECT jsonb_object_agg(l.endpoint, l.per_minute) FROM organization_limit l
              WHERE l.organization_id = k.organization_id) AS limits
      FROM api_key k JOIN organization o ON o.id = k.organization_id
      """;

  private static final String FIND = COLUMNS + "WHERE k.hash = decode($1, 'hex')";

  private static final String ACTIVE =
      COLUMNS
          + """
          WHERE k.organization_id = $1 AND k.revoked_at IS NULL
            AND (k.expires_at IS NULL OR k.expires_at > now())
          """;

  // Locked in one order, so that replicas which report the same keys cannot wait for each other; a
  // key that is being revoked is skipped. Five seconds are precise enough and save most writes.
  private static final String NOTE_USE =
      """
      UPDATE api_key k SET last_used_at = used.at
      FROM (
        SELECT stored.id, least(reported.at, now()) AS at
        FROM api_key stored
        JOIN (SELECT id, max(at) AS at FROM unnest($1::text[], $2::timestamptz[]) AS r (id, at)
              GROUP BY id) reported ON reported.id = stored.id
        WHERE stored.last_used_at IS NULL
           OR stored.last_used_at < reported.at - interval '5 seconds'
        ORDER BY stored.id
        FOR NO KEY UPDATE OF stored SKIP LOCKED
      ) used
      WHERE k.id = used.id
      """;

  // Newest first: should there ever be more, those left out are the ones that every replica which
  // asks several times a second has seen before.
  private static final String CHANGED =
      """
      SELECT encode(hash, 'hex') AS hash, least(revoked_at, expires_at) AS not_after
      FROM api_key
      WHERE changed_at > now() - $1 * interval '1 second'
      ORDER BY changed_at DESC
      LIMIT 10000
      """;

  private final Pool pool;

  CredentialRepository(Pool pool) {
    this.pool = pool;
  }

  /** Null when there is no such key. */
  public Uni<KnownCredential> find(String hash) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(hash))
        .map(CredentialRepository::list)
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  /** The active keys of an organization: at most as many as it may have. */
  public Uni<List<KnownCredential>> listActive(String organizationId) {
    return pool.preparedQuery(ACTIVE)
        .execute(Tuple.of(organizationId))
        .map(CredentialRepository::list);
  }

  /** Sets when keys were last used; what does not exist is passed over. */
  Uni<Void> noteUse(List<Use> uses) {
    String[] ids = uses.stream().map(Use::credentialId).toArray(String[]::new);
    OffsetDateTime[] times =
        uses.stream().map(use -> use.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    return pool.preparedQuery(NOTE_USE)
        .execute(Tuple.tuple().addArrayOfString(ids).addArrayOfOffsetDateTime(times))
        .replaceWithVoid();
  }

  /** Every key whose end was moved within the last so many seconds. */
  Uni<List<Change>> listChanged(long seconds) {
    return pool.preparedQuery(CHANGED)
        .execute(Tuple.of(seconds))
        .map(
            rows -> {
              List<Change> changes = new ArrayList<>();
              rows.forEach(row -> changes.add(change(row)));
              return changes;
            });
  }

  /** That a key was used. */
  record Use(String credentialId, Instant at) {}

  /** That a key has ended or will end. */
  record Change(String hash, Instant notAfter) {}

  private static Change change(Row row) {
    return new Change(row.getString("hash"), row.getOffsetDateTime("not_after").toInstant());
  }

  private static List<KnownCredential> list(RowSet<Row> rows) {
    List<KnownCredential> credentials = new ArrayList<>();
    rows.forEach(row -> credentials.add(known(row)));
    return credentials;
  }

  private static KnownCredential known(Row row) {
    OffsetDateTime revokedAt = row.getOffsetDateTime("revoked_at");
    OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
    OffsetDateTime notAfter = revokedAt == null ? expiresAt : revokedAt;
    Credential credential =
        new Credential(
            revokedAt == null ? Status.ACTIVE : Status.REVOKED,
            row.getString("id"),
            row.getString("organization_id"),
            Mode.of(row.getString("mode")),
            List.of(row.getArrayOfStrings("scopes")),
            notAfter == null ? null : notAfter.toInstant(),
            limits(row.getJsonObject("limits")));
    return new KnownCredential(row.getString("tag"), row.getString("hash"), credential);
  }

  private static Map<String, Integer> limits(JsonObject limits) {
    Map<String, Integer> perMinute = new HashMap<>();
    if (limits != null) {
      limits.forEach(
          limit -> perMinute.put(limit.getKey(), ((Number) limit.getValue()).intValue()));
    }
    return perMinute;
  }
}
