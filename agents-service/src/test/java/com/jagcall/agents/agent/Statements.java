package com.jagcall.agents.agent;

import static org.awaitility.Awaitility.await;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.PostgresServer;
import java.time.Duration;

/** Counts what the service asks of PostgreSQL. */
final class Statements {
  private Statements() {}

  /**
   * How many queries have been run so far. Hibernate writes them in lower case, nobody else does.
   */
  static long queries(PostgresServer postgres) {
    // The log is written behind: what was run before the marker is in it once the marker is.
    String marker = Ids.next("marker_");
    postgres.execute("SELECT '" + marker + "'");
    await().atMost(Duration.ofSeconds(30)).until(() -> postgres.countStatements(marker) > 0);
    return postgres.countStatements("select");
  }
}
