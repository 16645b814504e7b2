package com.jagcall.accounts.organization;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Limits that an operator has set for one organization. */
@ApplicationScoped
class LimitRepository {
  private static final String REPLACE =
      """
      WITH found AS (
        SELECT id FROM organization WHERE id = $1 FOR NO KEY UPDATE
      ), dropped AS (
        DELETE FROM organization_limit WHERE organization_id = $1 AND endpoint <> ALL ($2::text[])
      ), kept AS (
        INSERT INTO organization_limit (organization_id, endpoint, per_minute)
        SELECT found.id, l.endpoint, l.per_minute
        FROM found, unnest($2::text[], $3::int[]) AS l (endpoint, per_minute)
        ON CONFLICT (organization_id, endpoint) DO UPDATE SET per_minute = excluded.per_minute
      )
      SELECT count(*) > 0 AS found FROM found
      """;

  private final Pool pool;

  LimitRepository(Pool pool) {
    this.pool = pool;
  }

  /** Sets all limits of an organization anew; false when there is no such organization. */
  Uni<Boolean> replace(String organizationId, Map<String, Integer> perMinute) {
    String[] endpoints = perMinute.keySet().toArray(String[]::new);
    Integer[] limits = perMinute.values().toArray(Integer[]::new);
    return pool.preparedQuery(REPLACE)
        .execute(
            Tuple.tuple()
                .addString(organizationId)
                .addArrayOfString(endpoints)
                .addArrayOfInteger(limits))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }
}
