package com.jagcall.accounts.page;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A form that cannot be read is refused at once and in the envelope, whoever sent it. */
@QuarkusTest
class FormLimitsTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Inject People people;

  @TestHTTPResource URL url;

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "%zz=%", "a=%2", "%"})
  void brokenEncoding_is400(String form) throws IOException {
    assertRefused(400, post("/login", FORM, form));
    assertRefused(400, post("/settings/api-keys", FORM, form));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 1_001, 20_000})
  void tooManyFields_is400(int fields) throws IOException {
    String form =
        IntStream.range(0, fields).mapToObj(i -> "a" + i + "=b").collect(Collectors.joining("&"));
    assertRefused(400, post("/login", FORM, form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", FORM + "; charset=zz", FORM + "; charset=", FORM + "; charset=utf-16"})
  void anyOtherType_is415(String type) throws IOException {
    assertRefused(415, post("/login", type, "a=b"));
  }

  @Test
  void largeForm_is413DeclaredOrChunked() throws IOException {
    String form = "a=" + "x".repeat(300_000);
    assertRefused(413, post("/login", FORM, form));
    String chunks = Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n";
    assertRefused(413, raw("/login", FORM, "Transfer-Encoding: chunked", chunks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "x", "key_%00000000000000000"})
  void idThatIsNone_isNotFound(String id) throws IOException {
    Browser browser = Browser.of(people.owner());
    for (String page : new String[] {"revoke", "roll"}) {
      browser
          .request()
          .urlEncodingEnabled(false)
          .get("/settings/api-keys/" + id + "/" + page)
          .then()
          .statusCode(404)
          .body("error.code", equalTo("not_found"));
    }
  }

  private String post(String path, String type, String form) throws IOException {
    return raw(path, type, "Content-Length: " + form.length(), form);
  }

  private String raw(String path, String type, String framing, String body) throws IOException {
    String request =
        "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\n%s\r\n\r\n%s"
            .formatted(path, type, framing, body);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertRefused(int status, String answer) {
    assertEquals("HTTP/1.1 " + status, answer.substring(0, Math.min(12, answer.length())), answer);
    assertTrue(answer.contains("\"status\":" + status), answer);
  }
}
