package com.jagcall.accounts.page;

import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.ErrorWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What is larger than any form of ours is refused before it is read, in the envelope. */
@Singleton
public class FormLimits {
  private static final long MAX_BYTES = 256 * 1024;

  /** Right behind the admission filter, before Quarkus looks at the length itself. */
  private static final int PRIORITY = 990;

  private final ErrorWriter errors;

  FormLimits(ErrorWriter errors) {
    this.errors = errors;
  }

  void register(@Observes Filters filters) {
    filters.register(this::limitLength, PRIORITY);
  }

  private void limitLength(RoutingContext routing) {
    if (!Html.isForPrograms(routing) && length(routing) > MAX_BYTES) {
      errors.write(routing, ErrorCode.PAYLOAD_TOO_LARGE, "A form may hold at most 256 KiB.");
    } else {
      routing.next();
    }
  }

  private static long length(RoutingContext routing) {
    String length = routing.request().getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }
}
