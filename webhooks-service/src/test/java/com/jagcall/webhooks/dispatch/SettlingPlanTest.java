package com.jagcall.webhooks.dispatch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** How PostgreSQL finds the rows that a settlement is about. */
@QuarkusTest
class SettlingPlanTest {
  /** Fails with the plan if what is due is looked through for each row. */
  private static final String PLAN =
      """
      BEGIN;
      SET LOCAL search_path = webhooks;
      -- As the service's own sessions are.
      SELECT set_config(split_part(setting, '=', 1), split_part(setting, '=', 2), true)
      FROM pg_db_role_setting, pg_roles, unnest(setconfig) AS setting
      WHERE setrole = pg_roles.oid AND rolname = 'webhooks' AND setting LIKE 'enable%%';
      SET LOCAL plan_cache_mode = force_custom_plan;
      -- As ANALYZE leaves it when nothing waits but something did.
      UPDATE pg_class SET reltuples = 0, relpages = greatest(relpages, 10)
      WHERE oid = 'webhooks.due'::regclass;
      PREPARE settle AS %s;
      DO $check$
      DECLARE
        line text;
        plan text := '';
      BEGIN
        FOR line IN EXECUTE 'EXPLAIN EXECUTE settle(''{a,b}'', ''{2026-01-01Z,2026-01-01Z}'',
            ''{pending,succeeded}'', ''{2026-01-01Z,2026-01-01Z}'', ''{u,u}'', ''{500,200}'',
            ''{1,1}'', ''{NULL,NULL}'', ''{x,NULL}'', ''{1,NULL}'', ''{1,1}'', ''{a}'', ''{b}'',
            ''2026-01-01Z'', ''2026-01-01Z'')' LOOP
          plan := plan || line || chr(10);
        END LOOP;
        IF plan ~ 'Scan[^\\n]* on due [^\\n]*\\n *(?=[^ ])(?!Index Cond|Recheck Cond)'
            OR plan !~ 'delivery_id = ANY' THEN
          RAISE EXCEPTION '%%', plan;
        END IF;
      END
      $check$;
      DEALLOCATE settle;
      ROLLBACK
      """;

  Backends backends;

  @Test
  void whatIsDueThoughItWasBelievedEmpty_isFoundByItsKey() {
    assertDoesNotThrow(() -> backends.postgres().execute(PLAN.formatted(AttemptRows.SETTLE)));
  }
}
