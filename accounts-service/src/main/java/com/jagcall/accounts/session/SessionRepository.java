package com.jagcall.accounts.session;

import com.jagcall.accounts.user.Role;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Sessions, and who is behind them. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, String> {
  private static final String SIGNED_IN =
      """
      SELECT s.id, s.expires_at, s.user_id, u.email, u.name, m.role,
             s.organization_id, o.name AS organization_name, o.tag
      FROM session s
      JOIN user_account u ON u.id = s.user_id
      JOIN membership m ON m.user_id = s.user_id AND m.organization_id = s.organization_id
      JOIN organization o ON o.id = s.organization_id
      WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
      """;

  /** Kept for a month after their end: they say from where a user usually logs in. */
  private static final String DELETE_OLD =
      """
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE expires_at < now() - interval '30 days' LIMIT 10000)
      """;

  private final Pool pool;

  SessionRepository(Pool pool) {
    this.pool = pool;
  }

  /** Whoever is signed in with the session; null when it has ended, run out or never was. */
  Uni<SignedIn> findSignedIn(String sessionId, Instant now) {
    return pool.preparedQuery(SIGNED_IN)
        .execute(Tuple.of(sessionId, OffsetDateTime.ofInstant(now, ZoneOffset.UTC)))
        .map(SessionRepository::first);
  }

  /** From the next request on, the session is worth nothing. */
  @WithTransaction
  Uni<Integer> end(String sessionId) {
    return update("endedAt = ?1 where id = ?2 and endedAt is null", Instant.now(), sessionId);
  }

  Uni<Integer> deleteOld() {
    return pool.query(DELETE_OLD).execute().map(RowSet::rowCount);
  }

  private static SignedIn first(RowSet<Row> rows) {
    for (Row row : rows) {
      return new SignedIn(
          row.getString("id"),
          row.getOffsetDateTime("expires_at").toInstant(),
          row.getString("user_id"),
          row.getString("email"),
          row.getString("name"),
          Role.of(row.getString("role")),
          row.getString("organization_id"),
          row.getString("organization_name"),
          row.getString("tag"));
    }
    return null;
  }
}
