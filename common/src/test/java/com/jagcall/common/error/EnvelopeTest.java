package com.jagcall.common.error;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class EnvelopeTest {
  Backends backends;
  private ApiKey key;

  @TestHTTPResource URL url;

  @BeforeEach
  void makeKey() {
    key = backends.accounts().key(backends.accounts().organization(), Mode.LIVE);
  }

  private RequestSpecification request() {
    return given()
        .header("Authorization", "Bearer " + key.text())
        .contentType("application/json; charset=UTF-8");
  }

  static Stream<Arguments> badBodies() {
    return Stream.of(
        Arguments.of("", 422, "validation_error", "body"),
        Arguments.of("{", 400, "invalid_json", "not valid JSON"),
        Arguments.of("nonsense", 400, "invalid_json", "not valid JSON"),
        Arguments.of("{\"name\":\"a\"} {}", 400, "invalid_json", "not valid JSON"),
        Arguments.of("{\"name\":\"a\",\"name\":\"b\"}", 400, "invalid_json", "not valid JSON"),
        Arguments.of("[]", 400, "invalid_parameter", "body"),
        Arguments.of("\"text\"", 400, "invalid_parameter", "body"),
        Arguments.of("{\"name\":5}", 400, "invalid_parameter", "name"),
        Arguments.of("{\"name\":{}}", 400, "invalid_parameter", "name"),
        Arguments.of("null", 422, "validation_error", "body"),
        Arguments.of("{}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"\"}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"aaaaaaaaaaaaaaaaaaaaa\"}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"a\\u0000b\"}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"a\\u202Eb\"}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"\\uD800\"}", 422, "validation_error", "name"),
        Arguments.of("{\"name\":\"a\",\"x\":[1],\"y\":2}", 422, "validation_error", "x"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void badBody_isTheEnvelope(String body, int status, String code, String message) {
    request()
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/things")
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("error.code", equalTo(code))
        .body("error.status", equalTo(status))
        .body("error.message", containsString(message))
        .body(not(containsString("com.jagcall")))
        .body(not(containsString("com.fasterxml")));
  }

  @Test
  void unknownMembers_areAllNamed() {
    request()
        .body("{\"x\":{\"a\":[1,2]},\"name\":\"a\",\"y\":2}")
        .post("/v1/things")
        .then()
        .statusCode(422)
        .body("error.details.field", hasItems("x", "y"));
  }

  @Test
  void unknownPath_is404() {
    request().get("/v1/nothing").then().statusCode(404).body("error.code", equalTo("not_found"));
    given().get("/nothing/at/all").then().statusCode(404).body("error.code", equalTo("not_found"));
  }

  @Test
  void wrongMethod_is405() {
    request()
        .delete("/v1/things")
        .then()
        .statusCode(405)
        .body("error.code", equalTo("method_not_allowed"));
  }

  @Test
  void wrongMediaType_is415() {
    given()
        .header("Authorization", "Bearer " + key.text())
        .contentType("text/plain")
        .body("hello")
        .post("/v1/things")
        .then()
        .statusCode(415)
        .body("error.code", equalTo("unsupported_media_type"));
  }

  @Test
  void formForTheApi_is415WhateverTheMethod() throws IOException {
    String head =
        "%s /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: %s\r\nContent-Length: 3\r\n\r\na=%%";
    String multipart = "multipart/form-data; boundary=x";
    for (String type : new String[] {"application/x-www-form-urlencoded", multipart}) {
      for (String method : new String[] {"GET", "POST", "DELETE"}) {
        String answer = raw(head.formatted(method, key.text(), type));
        assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
        assertTrue(answer.contains("unsupported_media_type"), answer);
      }
    }
  }

  @Test
  void matrixParameters_areNoPartOfAnyPath() {
    for (String path : new String[] {"/v1/things;a=b", "/v1;a=b/things", "/v1/things/;"}) {
      request().get(path).then().statusCode(404).body("error.code", equalTo("not_found"));
    }
  }

  @Test
  void bodyWhoseEndNobodyKnows_is400() throws IOException {
    String head =
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: %s\r\n\r\n";
    for (String coding : new String[] {"identity", "gzip", "xchunked", "gzip, chunked"}) {
      String answer = raw(head.formatted(key.text(), coding));
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertTrue(answer.contains("invalid_request"), answer);
    }
  }

  @Test
  void longHead_isStillAnsweredInTheEnvelope() throws IOException {
    String head = "GET /v1/nothing?%s HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n";
    String answer = raw(head.formatted("a".repeat(8_192), "a".repeat(16_384)));
    assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
    assertTrue(answer.contains("missing_api_key"), answer);
  }

  @Test
  void notAcceptable_is406() {
    request()
        .accept("image/png")
        .get("/v1/things")
        .then()
        .statusCode(406)
        .body("error.code", equalTo("not_acceptable"));
  }

  @Test
  void getWithContentTypeAndNoBody_isServed() {
    request().get("/v1/things").then().statusCode(200);
  }

  @Test
  void badPaging_namesTheParameter() {
    for (String query : new String[] {"page=0", "per_page=0", "per_page=101", "page=99999999999"}) {
      request()
          .get("/v1/things?" + query)
          .then()
          .statusCode(422)
          .body("error.details[0].field", equalTo(query.substring(0, query.indexOf('='))));
    }
    request()
        .get("/v1/things?page=x")
        .then()
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"));
  }

  @Test
  void largeBody_arrivesWhole() {
    String spaces = " ".repeat(900_000);
    request().body("{" + spaces + "\"name\":\"large\"}").post("/v1/things").then().statusCode(201);
  }

  @Test
  void tooLargeBody_is413() {
    Response response = request().body(new byte[2 * 1024 * 1024]).post("/v1/things");
    response.then().statusCode(413).body("error.code", equalTo("payload_too_large"));
  }

  @Test
  void ourMistake_is500WithoutDetails() {
    request()
        .get("/v1/things/x/break")
        .then()
        .statusCode(500)
        .body("error.code", equalTo("internal_error"))
        .body(not(containsString("secret")));
  }

  @Test
  void tooLargeChunkedBody_is413() throws IOException {
    String head =
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    StringBuilder raw = new StringBuilder(head.formatted(key.text()));
    String chunk = " ".repeat(64 * 1024);
    for (int i = 0; i < 32; i++) {
      raw.append("10000\r\n").append(chunk).append("\r\n");
    }
    raw.append("0\r\n\r\n");
    String answer = raw(raw.toString());
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    assertTrue(answer.contains("payload_too_large"), answer);
  }

  @Test
  void bodyThatNeverEnds_isCutOff() throws IOException {
    String head =
        "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    String answer = raw(head.formatted(key.text()));
    assertEquals("", answer, "closed with no answer");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = new byte[16_384];
      int length = 0;
      while (length < answer.length
          && !new String(answer, 0, length, StandardCharsets.UTF_8).endsWith("}}")) {
        int read = socket.getInputStream().read(answer, length, answer.length - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
