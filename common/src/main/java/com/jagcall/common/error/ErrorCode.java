package com.jagcall.common.error;

import java.util.Locale;

/** Every code of the error envelope with its HTTP status. Codes are part of the API: stable. */
public enum ErrorCode {
  INVALID_REQUEST(400),
  INVALID_JSON(400),
  INVALID_PARAMETER(400),
  MISSING_API_KEY(401),
  INVALID_API_KEY(401),
  EXPIRED_API_KEY(401),
  INSUFFICIENT_BALANCE(402),
  INSUFFICIENT_SCOPE(403),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  CONFLICT(409),
  IDEMPOTENCY_CONFLICT(409),
  IDEMPOTENCY_IN_PROGRESS(409),
  PAYLOAD_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  VALIDATION_ERROR(422),
  RECIPIENT_OPTED_OUT(422),
  RATE_LIMIT_EXCEEDED(429),
  INTERNAL_ERROR(500),
  SERVICE_UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** As it stands in the envelope: {@code rate_limit_exceeded}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
