package com.jagcall.local.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The gateway's own answers: the error envelope of the API. */
enum Envelope {
  INVALID_REQUEST(400, "invalid_request", "The request could not be understood."),
  NOT_FOUND(404, "not_found", "There is nothing at this address."),
  METHOD_NOT_ALLOWED(405, "method_not_allowed", "This method is not allowed here."),
  PAYLOAD_TOO_LARGE(413, "payload_too_large", "A request body may have at most 1 MiB."),
  SERVICE_UNAVAILABLE(
      503, "service_unavailable", "The service does not answer at the moment. Try again shortly.");

  private final int status;
  private final String code;
  private final String message;

  Envelope(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** Writes head and body of the answer, and leaves ending it to the caller. */
  void write(HttpServerResponse response, String requestId) {
    String body =
        new JsonObject()
            .put(
                "error",
                new JsonObject()
                    .put("code", code)
                    .put("message", message)
                    .put("status", status)
                    .put("request_id", requestId))
            .encode();
    response.setStatusCode(status);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    response.putHeader(RequestId.HEADER, requestId);
    if (this == SERVICE_UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    response.write(body);
  }
}
