package com.jagcall.billing.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a movement reads does not grow with what has moved before. */
@QuarkusTest
class LedgerGrowthTest {
  private static final int OPERATIONS = 40;
  private static final int MOST_ROWS = 60;

  private static final String READ =
      """
      SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables
      WHERE schemaname = 'billing'
        AND relname IN ('balance', 'posting', 'ledger_transaction', 'hold', 'hold_operation', 'usage_day')
      """;

  Backends backends;

  @Test
  void longLedgerAndManyHolds_areNotRead() {
    Billing billing = Billing.with(backends, "1000");
    IntStream.range(0, 30).forEach(i -> placeAndCapture(billing));
    fill(billing, 5_000);
    long before = settledCount();
    IntStream.range(0, OPERATIONS).forEach(i -> placeAndCapture(billing));
    double rows = (settledCount() - before) / (2.0 * OPERATIONS);
    assertTrue(rows < MOST_ROWS, () -> rows + " rows are read for one movement");
  }

  private static void placeAndCapture(Billing billing) {
    billing.capture(billing.hold("0.0100"), "c", "0.0050", false).statusCode(200);
  }

  /** Movements long ago, and holds that are open still. */
  private void fill(Billing billing, int rows) {
    String organization = billing.organization().id();
    backends
        .postgres()
        .execute(
            """
            WITH header AS (
              INSERT INTO billing.ledger_transaction
                (id, organization_id, mode, type, issuer, created_at)
              SELECT 'txn_' || translate(gen_random_uuid()::text, '-', ''), '%1$s', 'live',
                'hold', 'x', now() - interval '1 day' FROM generate_series(1, %2$d) RETURNING id
            ), held AS (
              INSERT INTO billing.hold (issuer, hold_id, organization_id, mode, status, request_hash,
                placed_micros, placed_until, remaining_micros, captured_micros, uncovered_micros,
                quantity, captured_quantity, expires_at, resource_type, resource_id, created_at)
              SELECT 'calls-service', id, '%1$s', 'live', 'open', '', 1, now(), 1, 0, 0, 0, 0,
                now() + interval '1 hour', 'call', 'x', now() FROM header)
            INSERT INTO billing.posting SELECT id, '%1$s', 'live', account,
              CASE account WHEN 'held' THEN 1 ELSE -1 END
            FROM header, unnest(ARRAY['held', 'available']) AS account
            """
                .formatted(organization, rows));
  }

  /** PostgreSQL's sessions tell what they read about once a second. */
  private long settledCount() {
    long[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              long now = backends.postgres().count(READ);
              boolean isSettled = now == last[0];
              last[0] = now;
              return isSettled;
            });
    return last[0];
  }
}
