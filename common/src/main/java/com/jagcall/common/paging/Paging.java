package com.jagcall.common.paging;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigInteger;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * The part of a list that a client asks for, as a {@code @BeanParam}.
 *
 * <p>Parameters are read as text, so that what is no number is a 400 and what is out of range is a
 * 422, each naming the parameter.
 */
public class Paging {
  /** So far into a list one can page; beyond it, filters are the way. */
  public static final int MAX_ROWS = 100_000;

  public static final int MAX_PER_PAGE = 100;

  @QueryParam("page")
  @DefaultValue("1")
  @Parameter(
      description = "Which page, from 1. Page times per_page is at most 100,000.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
  String page;

  @QueryParam("per_page")
  @DefaultValue("20")
  @Parameter(
      description = "How many entries a page holds.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
  String perPage;

  /** From 1. */
  public int page() {
    return read("page", page, MAX_ROWS / perPage());
  }

  /** From 1 to {@link #MAX_PER_PAGE}. */
  public int perPage() {
    return read("per_page", perPage, MAX_PER_PAGE);
  }

  /** How many entries stand before the page. */
  public int offset() {
    return (page() - 1) * perPage();
  }

  private static int read(String name, String text, int max) {
    if (text.length() > 100 || !text.matches("[+-]?[0-9]+")) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          name + " must be a whole number.",
          List.of(new FieldError(name, "must be a whole number")));
    }
    BigInteger value = new BigInteger(text);
    if (value.signum() < 1 || value.compareTo(BigInteger.valueOf(max)) > 0) {
      throw ApiException.validation(name, "must be from 1 to " + max);
    }
    return value.intValueExact();
  }
}
