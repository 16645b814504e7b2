package com.jagcall.common.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The error envelope: the body of every answer that is not a success. */
@RegisterForReflection
public record ErrorBody(Error error) {

  /**
   * @param status the HTTP status once more, for clients that only see the body
   * @param details left out when empty
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Error(
      String code,
      String message,
      int status,
      @JsonProperty("request_id") String requestId,
      List<FieldError> details) {}

  public static ErrorBody of(
      ErrorCode code, String message, String requestId, List<FieldError> details) {
    return new ErrorBody(new Error(code.wire(), message, code.status(), requestId, details));
  }
}
