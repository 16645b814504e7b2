package com.jagcall.containers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM: readiness goes first, what has been begun is answered, the process ends by itself. */
@NeedsDocker
class DrainIT {
  private static final Duration GRACE = Duration.ofSeconds(35);
  private static final int IN_FLIGHT = 10;
  private static final String BODY = "{\"name\": \"Begun before the end\"}";

  private final Suite suite = Suite.get();
  private final ApiKey key = suite.key();
  private final Replica replica = suite.add("agents-service");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void drop() {
    suite.drop(replica);
  }

  @Test
  void requestsInFlight_areAnsweredAndTheExitStatusIsZero() throws Exception {
    assertEquals(200, status(list()));
    List<Socket> begun = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      begun.add(begin());
    }
    long terminated = System.nanoTime();
    replica.terminate();
    await().atMost(GRACE).until(() -> status(ready()) == 503);
    // Whoever sends requests does not know yet: they are served, and their connections closed.
    assertEquals(200, status(list()));
    await().atMost(GRACE).until(() -> replica.log().contains("Waiting for HTTP requests"));
    for (Socket socket : begun) {
      assertTrue(replica.isRunning());
      String answer = finish(socket);
      assertTrue(answer.startsWith("HTTP/1.1 201 "), answer);
    }
    await().atMost(GRACE).until(() -> !replica.isRunning());
    Duration took = Duration.ofNanos(System.nanoTime() - terminated);
    assertEquals(0, replica.exitStatus());
    assertTrue(took.compareTo(GRACE) < 0, took.toString());
  }

  @Test
  void image_runsAsNobodyInParticularWithItsCache() {
    String log = replica.log();
    assertFalse(log.contains("[aot]"), log);
    assertFalse(log.contains("Unable to"), log);
  }

  private HttpRequest list() {
    return HttpRequest.newBuilder(replica.url().resolve("/v1/agents"))
        .header("Authorization", "Bearer " + key.text())
        .build();
  }

  private HttpRequest ready() {
    return HttpRequest.newBuilder(replica.management().resolve("/q/health/ready")).build();
  }

  private int status(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** All of a request but the end of its body. */
  private Socket begin() throws IOException {
    URI url = replica.url();
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout((int) GRACE.toMillis());
    String head =
        """
        POST /v1/agents HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(key.text(), BODY.length());
    write(socket, head + BODY.substring(0, BODY.length() / 2));
    return socket;
  }

  /** The answer's first line and headers, at least. */
  private static String finish(Socket socket) throws IOException {
    try (socket) {
      write(socket, BODY.substring(BODY.length() / 2));
      byte[] buffer = new byte[4096];
      int length = socket.getInputStream().read(buffer);
      return new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
