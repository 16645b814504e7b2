package com.jagcall.billing.ledger;

import com.jagcall.billing.testing.Sender;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random holds, extensions, captures, releases, expiries, top-ups and adjustments by
 * many at once, many of them sent twice, while connections to PostgreSQL are cut in the middle of
 * it: between any two statements of a transaction, at its commit, wherever it hits. Afterwards the
 * money is all there, and every answer is given again.
 */
@QuarkusTest
class LedgerFaultTest {
  private static final int STEPS = 150;
  private static final int EVERY_MILLIS = 150;

  /** Cuts some of the service's connections, preferably those in a transaction. */
  private static final String CUT =
      """
      SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity WHERE usename = 'billing'
        ORDER BY (state = 'idle'), random() LIMIT 2) AS chosen
      """;

  @TestHTTPResource("/")
  URI service;

  Backends backends;

  @Test
  void connectionsCutAtRandom_loseNoMoney() throws Exception {
    Programs programs = new Programs(backends, new Sender(backends.keys(), () -> service));
    programs.run(STEPS, () -> backends.postgres().execute(CUT), EVERY_MILLIS);
    programs.audit();
  }
}
