package com.jagcall.common.request;

import com.jagcall.common.id.Ids;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** One name for one request: in the answer, in every line of the log, and on the way onwards. */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";
  public static final String LOG_KEY = "request_id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestId() {}

  /** The client's own when it is 1–128 letters, digits, dots, dashes or underscores; else new. */
  public static String of(String header) {
    return header != null && SANE.matcher(header).matches() ? header : Ids.next("req_");
  }

  /** The id of the request that is being served; a new one outside of any. */
  public static String current() {
    return MDC.get(LOG_KEY) instanceof String id ? id : Ids.next("req_");
  }
}
