package com.jagcall.numbers.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** The error envelope. */
public final class Envelope {
  private Envelope() {}

  /** The envelope of a 404 without what differs between any two answers. */
  public static Map<String, Object> notFound(ValidatableResponse answer) {
    Map<String, Object> error = answer.statusCode(404).extract().path("error");
    error.remove("request_id");
    assertEquals("not_found", error.get("code"));
    return error;
  }
}
