package com.jagcall.numbers.testing;

import static org.awaitility.Awaitility.await;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.PostgresServer;
import java.time.Duration;

/** Counts what the service asks of PostgreSQL. */
public final class Statements {
  private Statements() {}

  /** How many statements whose first line holds this text have been run so far. */
  public static long count(PostgresServer postgres, String text) {
    // The log is written behind: what was run before the marker is in it once the marker is.
    String marker = Ids.next("marker_");
    postgres.execute("SELECT '" + marker + "'");
    await().atMost(Duration.ofSeconds(30)).until(() -> postgres.countStatements(marker) > 0);
    return postgres.countStatements(text);
  }
}
