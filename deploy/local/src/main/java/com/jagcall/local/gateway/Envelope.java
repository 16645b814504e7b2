package com.jagcall.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.error.HttpErrors;
import com.jagcall.common.request.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The gateway's own refusals, in the words that the services use too. */
final class Envelope {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A replica that was restarted is back within seconds: the earliest time worth trying. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private Envelope() {}

  /**
   * Writes the head of the answer.
   *
   * @param status 400, 404, 405, 413 or 503
   * @return the body, which the caller writes
   */
  static Buffer writeHead(HttpServerResponse response, int status, String requestId) {
    ApiException refusal = HttpErrors.refusal(status);
    ErrorBody body = ErrorBody.of(refusal.code(), refusal.getMessage(), requestId, List.of());
    Buffer json = Buffer.buffer(encode(body));
    response.setStatusCode(refusal.code().status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length()));
    response.putHeader(RequestId.HEADER, requestId);
    if (status == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return json;
  }

  private static byte[] encode(ErrorBody body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an envelope is always JSON", impossible);
    }
  }
}
