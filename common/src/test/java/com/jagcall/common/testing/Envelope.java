package com.jagcall.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** What every answer is that is not a success. */
public final class Envelope {
  private Envelope() {}

  /** Answers the names of the members or parameters that were blamed. */
  public static List<String> check(Response answer, int status, String code) {
    assertEquals(status, answer.statusCode(), answer::asString);
    assertEquals("application/json", answer.contentType());
    Map<String, Object> error = answer.jsonPath().getMap("error");
    String requestId = answer.header("X-Request-Id");
    assertTrue(requestId.matches("req_[A-Za-z0-9]+"), requestId);
    assertEquals(status, error.get("status"));
    assertEquals(code, error.get("code"), answer::asString);
    assertEquals(requestId, error.get("request_id"));
    String message = (String) error.get("message");
    assertFalse(
        message.isBlank() || message.contains("com.") || message.contains("java."), message);
    return answer.jsonPath().getList("error.details.field", String.class);
  }

  /** The envelope of a 404 without what differs between any two answers. */
  public static Map<String, Object> notFound(ValidatableResponse answer) {
    Map<String, Object> error = answer.statusCode(404).extract().path("error");
    error.remove("request_id");
    assertEquals("not_found", error.get("code"));
    return error;
  }
}
