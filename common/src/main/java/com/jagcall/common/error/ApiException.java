package com.jagcall.common.error;

import java.util.List;

/**
 * A refusal with what the client may read: a stable code, a message that says what to change, and
 * the fields at fault. The cause, if any, is for the log alone.
 */
public class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient List<FieldError> details;

  public ApiException(ErrorCode code, String publicMessage) {
    this(code, publicMessage, List.of(), null);
  }

  public ApiException(ErrorCode code, String publicMessage, Throwable cause) {
    this(code, publicMessage, List.of(), cause);
  }

  public ApiException(ErrorCode code, String publicMessage, List<FieldError> details) {
    this(code, publicMessage, details, null);
  }

  private ApiException(
      ErrorCode code, String publicMessage, List<FieldError> details, Throwable cause) {
    // A refusal is an answer, not an accident: its own stack trace says nothing.
    super(publicMessage, cause, false, false);
    this.code = code;
    this.details = List.copyOf(details);
  }

  /** The one answer for what does not exist and for what belongs to someone else. */
  public static ApiException notFound() {
    return new ApiException(
        ErrorCode.NOT_FOUND, "There is no such resource; check the path and the identifier in it.");
  }

  /** One field that breaks a rule. */
  public static ApiException validation(String field, String message) {
    return validation(List.of(new FieldError(field, message)));
  }

  /** Fields that break a rule; there must be at least one. */
  public static ApiException validation(List<FieldError> details) {
    FieldError first = details.get(0);
    String more = details.size() > 1 ? " (and " + (details.size() - 1) + " more, see details)" : "";
    return new ApiException(
        ErrorCode.VALIDATION_ERROR, first.field() + " " + first.message() + more, details);
  }

  /** Something needed for the answer is away; the request may be sent again. */
  public static ApiException unavailable(Throwable cause) {
    return new ApiException(
        ErrorCode.SERVICE_UNAVAILABLE,
        "Something this request depends on is away for the moment; send it again shortly.",
        cause);
  }

  public ErrorCode code() {
    return code;
  }

  public List<FieldError> details() {
    return details;
  }
}
