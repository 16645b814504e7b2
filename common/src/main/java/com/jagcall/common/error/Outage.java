package com.jagcall.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** Tells a dependency that is away from a mistake of ours. */
public final class Outage {
  private static final int MAX_CAUSES = 20;

  private Outage() {}

  /** Whether any cause says that the other side was not there: safe to send again. */
  public static boolean isBehind(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (isOutage(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutage(Throwable cause) {
    if (cause instanceof PgException postgres) {
      return isOutageState(postgres.getSqlState());
    }
    // Hibernate makes one of its own of PostgreSQL's.
    if (cause instanceof SQLException error) {
      return isOutageState(error.getSQLState());
    }
    if (cause instanceof JsonProcessingException) {
      return false;
    }
    // Vert.x has no type of its own for "no connection within the time".
    return cause instanceof IOException
        || cause instanceof VertxException
        || cause instanceof TimeoutException
        || cause instanceof FaultToleranceException
        || cause instanceof NoStackTraceThrowable;
  }

  /**
   * PostgreSQL appendix A: connection exceptions, no resources, shutting down or starting up, and a
   * lock that somebody else did not give up in time.
   */
  private static boolean isOutageState(String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || state.equals("55P03"));
  }
}
