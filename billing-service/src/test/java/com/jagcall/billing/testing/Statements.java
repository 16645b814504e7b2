package com.jagcall.billing.testing;

import com.jagcall.common.testing.PostgresServer;
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
    return postgres.countStatements(Statements::isOfARequest);
  }

  private static boolean isOfARequest(String line) {
    return (line.contains(": select ") || line.contains(": with "))
        && IN_THE_BACKGROUND.stream().noneMatch(line::contains);
  }
}
