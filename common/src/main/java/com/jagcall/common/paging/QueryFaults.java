package com.jagcall.common.paging;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with the parameters that narrow a list: all of it is told at once. */
public final class QueryFaults {
  private static final int MAX_YEAR = 9999;

  private final List<FieldError> faults = new ArrayList<>();

  /** Blames a parameter. */
  public void add(String parameter, String message) {
    faults.add(new FieldError(parameter, message));
  }

  /**
   * The time that a parameter says, of the years 0 to 9999 (RFC 3339).
   *
   * @param text null when there is no such parameter
   * @return empty when there is none, or when it is blamed
   */
  public Optional<OffsetDateTime> time(String parameter, String text) {
    return time(parameter, text, 0);
  }

  /** As {@link #time(String, String)}, of the years from {@code minYear} on. */
  public Optional<OffsetDateTime> time(String parameter, String text, int minYear) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() >= minYear && time.getYear() <= MAX_YEAR) {
        return Optional.of(time);
      }
    } catch (DateTimeException e) {
      // Told below, as a year out of range is.
    }
    add(parameter, "must be an RFC 3339 time, such as 2026-01-01T00:00:00Z");
    return Optional.empty();
  }

  /**
   * Goes on when nothing is wrong.
   *
   * @throws ApiException {@code invalid_parameter}, naming every parameter that was blamed
   */
  public void refuseIfAny() {
    if (!faults.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER, "A query parameter is not valid.", List.copyOf(faults));
    }
  }
}
