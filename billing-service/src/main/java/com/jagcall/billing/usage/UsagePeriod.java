package com.jagcall.billing.usage;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The days that usage is asked for. */
public class UsagePeriod {
  private static final int MAX_DAYS = 92;
  private static final int USUAL_DAYS = 30;
  private static final int MAX_YEAR = 9999;

  @QueryParam("from")
  @Parameter(
      description = "First day, UTC. Left out: the 30 days up to `to`.",
      example = "2026-01-01",
      schema = @Schema(type = SchemaType.STRING, format = "date"))
  String from;

  @QueryParam("to")
  @Parameter(
      description = "Last day, UTC, at most 92 days with the first. Left out: today.",
      example = "2026-01-31",
      schema = @Schema(type = SchemaType.STRING, format = "date"))
  String to;

  /** First and last day. */
  record Days(LocalDate from, LocalDate to) {}

  /**
   * Which days they are.
   *
   * @throws ApiException {@code invalid_parameter} for what is no date, {@code validation_error}
   *     for too many days or none
   */
  Days days() {
    LocalDate last = to == null ? LocalDate.now(ZoneOffset.UTC) : date("to", to);
    LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1L) : date("from", from);
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1) {
      throw ApiException.validation("from", "must not be after to");
    }
    if (days > MAX_DAYS) {
      throw ApiException.validation("to", "must be at most " + MAX_DAYS + " days with from");
    }
    return new Days(first, last);
  }

  private static LocalDate date(String name, String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() > 0 && date.getYear() <= MAX_YEAR) {
        return date;
      }
    } catch (DateTimeException e) {
      // Told below, as a year out of range is.
    }
    String message = "must be a date such as 2026-01-31";
    throw new ApiException(
        ErrorCode.INVALID_PARAMETER,
        name + " " + message + ".",
        List.of(new FieldError(name, message)));
  }
}
