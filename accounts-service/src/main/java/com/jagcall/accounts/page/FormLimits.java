package com.jagcall.accounts.page;

import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.ErrorWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * Reads forms before the framework does: what is larger than any form of ours, or cannot be read,
 * is refused in the envelope. Left to the framework it would fail, or never be answered at all.
 */
@Singleton
public class FormLimits {
  private static final int MAX_BYTES = 256 * 1024;
  private static final int LONGEST_NUMBER = 18;

  /** Right behind the admission filter, before Quarkus looks at the length itself. */
  private static final int PRIORITY = 990;

  private final ErrorWriter errors;

  FormLimits(ErrorWriter errors) {
    this.errors = errors;
  }

  void register(@Observes Filters filters) {
    filters.register(this::limit, PRIORITY);
  }

  private void limit(RoutingContext routing) {
    String type = routing.request().getHeader("Content-Type");
    if (Html.isForPrograms(routing)) {
      routing.next();
    } else if (declaresMoreThanAllowed(routing.request())) {
      refuseSize(routing);
    } else if (!FormText.isLikeType(type)) {
      routing.next();
    } else if (FormText.isType(type)) {
      read(routing);
    } else {
      errors.write(
          routing, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Forms are encoded in UTF-8, like the pages.");
    }
  }

  private void read(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    Buffer form = Buffer.buffer();
    request.handler(
        piece -> {
          if (form.length() <= MAX_BYTES) {
            form.appendBuffer(piece);
          }
        });
    request.exceptionHandler(routing::fail);
    request.endHandler(end -> goOn(routing, form));
  }

  private void goOn(RoutingContext routing, Buffer form) {
    if (form.length() > MAX_BYTES) {
      refuseSize(routing);
    } else if (FormText.isSound(form.toString(StandardCharsets.UTF_8))) {
      ((RoutingContextInternal) routing).setBody(form);
      routing.next();
    } else {
      errors.write(
          routing,
          ErrorCode.INVALID_REQUEST,
          "The form is not encoded as "
              + FormText.TYPE
              + ", or has more than "
              + FormText.MAX_FIELDS
              + " fields.");
    }
  }

  private void refuseSize(RoutingContext routing) {
    errors.write(routing, ErrorCode.PAYLOAD_TOO_LARGE, "A form may hold at most 256 KiB.");
  }

  private static boolean declaresMoreThanAllowed(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null
        && (length.length() > LONGEST_NUMBER || Long.parseLong(length) > MAX_BYTES);
  }
}
