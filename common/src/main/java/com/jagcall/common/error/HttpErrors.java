package com.jagcall.common.error;

/** What the HTTP layer itself refuses, in the envelope's words. */
public final class HttpErrors {
  private HttpErrors() {}

  /** The refusal for an HTTP status from 400; what has no code of its own becomes the nearest. */
  public static ApiException refusal(int status) {
    return switch (status) {
      case 401 ->
          new ApiException(
              ErrorCode.MISSING_API_KEY, "This path needs a credential; none was sent.");
      case 403 -> new ApiException(ErrorCode.FORBIDDEN, "This is not allowed.");
      case 404 -> ApiException.notFound();
      case 405 ->
          new ApiException(
              ErrorCode.METHOD_NOT_ALLOWED, "This path does not support the request's method.");
      case 406 ->
          new ApiException(
              ErrorCode.NOT_ACCEPTABLE,
              "Answers are application/json: change or leave out the Accept header.");
      case 413 ->
          new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, "A request body may hold at most 1 MiB.");
      case 415 ->
          new ApiException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as JSON with the header 'Content-Type: application/json'.");
      case 503 -> ApiException.unavailable(null);
      default ->
          status >= 500
              ? new ApiException(
                  ErrorCode.INTERNAL_ERROR,
                  "Something went wrong on our side; quote the request_id when you report it.")
              : new ApiException(
                  ErrorCode.INVALID_REQUEST, "The request cannot be understood as HTTP.");
    };
  }
}
