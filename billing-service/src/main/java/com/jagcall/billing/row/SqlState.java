package com.jagcall.billing.row;

import io.vertx.pgclient.PgException;

/** Finds out what PostgreSQL said (appendix A of its documentation). */
public final class SqlState {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int MAX_CAUSES = 20;

  private SqlState() {}

  /** Whether somebody else has held a row locked for longer than anybody waits. */
  public static boolean isBusy(Throwable failure) {
    return is(LOCK_NOT_AVAILABLE, failure);
  }

  private static boolean is(String state, Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return state.equals(postgres.getSqlState());
      }
    }
    return false;
  }
}
