package com.jagcall.billing.testing;

import static org.awaitility.Awaitility.await;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.PostgresServer;
import java.time.Duration;
import java.util.List;

/** Counts what the service asks of PostgreSQL about money. */
public final class Statements {
  /** Asked all the time, and by nobody's request. */
  private static final List<String> IN_THE_BACKGROUND =
      List.of(": select distinct organization_id, mode from (", ": select coalesce(max(version)");

  private Statements() {}

  /**
   * How many statements requests have led to so far. This service writes them in lower case, what
   * is common does not.
   */
  public static long count(PostgresServer postgres) {
    // The log is written behind: what was run before the marker is in it once the marker is.
    String marker = Ids.next("marker_");
    postgres.execute("SELECT '" + marker + "'");
    await().atMost(Duration.ofSeconds(30)).until(() -> postgres.countStatements(marker) > 0);
    return postgres.countStatements(": select ")
        + postgres.countStatements(": with ")
        - IN_THE_BACKGROUND.stream().mapToLong(postgres::countStatements).sum();
  }
}
