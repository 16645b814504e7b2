package com.jagcall.agents.agent;

import com.jagcall.common.testing.PostgresServer;

/** Counts what the service asks of PostgreSQL. */
final class Statements {
  private Statements() {}

  /**
   * How many queries have been run so far. Hibernate writes them in lower case, nobody else does.
   */
  static long queries(PostgresServer postgres) {
    return postgres.countStatements("select");
  }
}
