package com.jagcall.local.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayBodyTest {

  private static final int LIMIT = 1 << 20;

  private final GatewayRig rig = new GatewayRig();
  private final AtomicInteger reached = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    rig.route(
            "/",
            GatewayRig.addressOf(
                rig.serve(
                    request -> {
                      reached.incrementAndGet();
                      request
                          .body()
                          .onSuccess(
                              body -> request.response().end("got " + body.length() + " bytes"));
                    })))
        .start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void bodyOfTheLimit_passes() throws Exception {
    assertEquals("got 1048576 bytes", post(declared(LIMIT)).body());
    assertEquals("got 1048576 bytes", post(chunked(LIMIT)).body());
  }

  @Test
  void declaredBodyAboveTheLimit_isTooLarge() throws Exception {
    assertTooLarge(post(declared(LIMIT + 1)));
    assertTooLarge(post(declared(10 * LIMIT)));
    assertEquals(0, reached.get());
  }

  @Test
  void chunkedBodyAboveTheLimit_isTooLarge() throws Exception {
    assertTooLarge(post(chunked(LIMIT + 1)));
    assertTooLarge(post(chunked(10 * LIMIT)));
    assertEquals(0, reached.get());
  }

  @Test
  void absurdContentLength_isTooLarge() throws Exception {
    String answer =
        rig.raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9223372036854775807\r\n\r\nabc");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void bodyWhoseEndNobodyKnows_isRefused() throws Exception {
    for (String coding : new String[] {"identity", "gzip", "xchunked", "gzip, chunked"}) {
      String answer =
          rig.raw("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding + "\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
    assertEquals(0, reached.get());
  }

  @Test
  void clientThatAsksFirst_isToldBeforeItSends() throws Exception {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n";
    String refused = rig.raw(head + "Content-Length: 2000000\r\n\r\n");
    assertTrue(refused.startsWith("HTTP/1.1 413 "), refused);
    try (Socket socket = new Socket("127.0.0.1", rig.gateway.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "Content-Length: 3\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 ".length());
      assertEquals("HTTP/1.1 100 ", new String(interim, StandardCharsets.US_ASCII));
      socket.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));
      String answer = GatewayRig.readAll(socket.getInputStream());
      assertTrue(answer.contains("HTTP/1.1 200 OK"), answer);
      assertTrue(answer.endsWith("got 3 bytes"), answer);
    }
  }

  @Test
  void bodyThatDoesNotCome_isRefusedInTime() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", rig.gateway.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 400 ".length());
      assertEquals("HTTP/1.1 400 ", new String(status, StandardCharsets.US_ASCII));
    }
    assertEquals(0, reached.get());
  }

  private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
    return rig.send(HttpRequest.newBuilder(rig.url("/v1/things")).POST(body).build());
  }

  private static HttpRequest.BodyPublisher declared(int length) {
    return HttpRequest.BodyPublishers.ofByteArray(new byte[length]);
  }

  private static HttpRequest.BodyPublisher chunked(int length) {
    return HttpRequest.BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(new byte[length]));
  }

  private static void assertTooLarge(HttpResponse<String> answer) {
    assertEquals(413, answer.statusCode());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("payload_too_large", GatewayRig.error(answer.body()).getString("code"));
    assertEquals(
        answer.headers().firstValue("X-Request-Id").orElseThrow(),
        GatewayRig.error(answer.body()).getString("request_id"));
  }
}
