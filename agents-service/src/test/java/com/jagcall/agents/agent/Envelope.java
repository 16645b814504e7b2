package com.jagcall.agents.agent;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;

/** What every answer is that is not a success. */
final class Envelope {
  private Envelope() {}

  static void check(Response answer, int status, String code) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/json")
        .header("X-Request-Id", matchesPattern("req_[A-Za-z0-9]+"))
        .body("error.status", equalTo(status))
        .body("error.code", equalTo(code))
        .body("error.request_id", equalTo(answer.header("X-Request-Id")))
        .body("error.message", matchesPattern("\\w.*"))
        .body("error.message", not(containsString("com.")))
        .body("error.message", not(containsString("java.")));
  }
}
