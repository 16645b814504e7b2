package com.jagcall.messaging.testing;

import com.jagcall.common.testing.PostgresServer;

/** Counts what the service asks of PostgreSQL. */
public final class Statements {
  private Statements() {}

  /** How many statements whose first line holds this text have been run so far. */
  public static long count(PostgresServer postgres, String text) {
    return postgres.countStatements(text);
  }
}
