package com.jagcall.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.request.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Answers with the envelope where no JAX-RS is at work: in filters and failure handlers. */
@ApplicationScoped
public class ErrorWriter {
  @Inject ObjectMapper json;

  /** As {@link #write(RoutingContext, ErrorCode, String)}. */
  public void write(RoutingContext context, ApiException refusal) {
    write(context, refusal.code(), refusal.getMessage());
  }

  /** Ends the exchange; does nothing when an answer is on its way already. */
  public void write(RoutingContext context, ErrorCode code, String message) {
    if (context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    String requestId = context.response().headers().get(RequestId.HEADER);
    Buffer body = encode(ErrorBody.of(code, message, requestId, List.of()));
    context.response().setStatusCode(code.status());
    context.response().putHeader("Content-Type", "application/json");
    context.response().putHeader("Content-Length", String.valueOf(body.length()));
    // What is left of the request is read and thrown away, so that the connection can go on.
    context.request().resume();
    if (context.request().method() == HttpMethod.HEAD) {
      context.response().end();
    } else {
      context.response().end(body);
    }
  }

  private Buffer encode(ErrorBody body) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an envelope is always JSON", e);
    }
  }
}
