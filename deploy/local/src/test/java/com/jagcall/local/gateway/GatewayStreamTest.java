package com.jagcall.local.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GatewayStreamTest {

  private final GatewayRig rig = new GatewayRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void events_passOneByOne() throws Exception {
    CompletableFuture<HttpServerResponse> stream = new CompletableFuture<>();
    AtomicBoolean clientGone = new AtomicBoolean();
    HttpServer service =
        rig.serve(
            request -> {
              request.response().closeHandler(gone -> clientGone.set(true));
              request
                  .response()
                  .putHeader("Content-Type", "text/event-stream")
                  .setChunked(true)
                  .write("data: 1\n\n");
              stream.complete(request.response());
            });
    rig.route("/", GatewayRig.addressOf(service)).start();
    HttpResponse<InputStream> answer =
        rig.http.send(
            HttpRequest.newBuilder(rig.url("/v1/calls/call_1/events")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertEquals("data: 1", lines.readLine());
      assertEquals("", lines.readLine());
      // Longer than a service may take to begin: a stream is not an answer that is late.
      await()
          .pollDelay(GatewayRig.LIMITS.answerTimeout().plusMillis(300))
          .until(() -> !clientGone.get());
      rig.await(stream.get().write("data: 2\n\n"));
      assertEquals("data: 2", lines.readLine());
    }
    await().atMost(10, TimeUnit.SECONDS).untilTrue(clientGone);
  }

  @Test
  void webSocket_carriesMessagesBothWays() throws Exception {
    HttpServer service =
        rig.vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> {
                  socket.writeTextMessage("hello " + socket.headers().get("X-Forwarded-For"));
                  socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
                });
    rig.await(service.listen(0, "127.0.0.1"));
    rig.route("/", GatewayRig.addressOf(service)).start();
    List<String> received = new CopyOnWriteArrayList<>();
    // The first message may come with the handshake: whoever takes it must be there by then.
    WebSocket socket =
        rig.await(connect().onSuccess(open -> open.textMessageHandler(received::add)));
    String large = "x".repeat(40_000);
    rig.await(socket.writeTextMessage(large));
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> received.equals(List.of("hello 127.0.0.1", "echo " + large)));
    rig.await(socket.close());
  }

  @Test
  void webSocket_keepsItsTicketAndWhereItsPageIs_andCarriesSound() throws Exception {
    HttpServer service =
        rig.vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> {
                  socket.writeTextMessage(
                      socket.query()
                          + " "
                          + socket.headers().get("Origin")
                          + " "
                          + socket.headers().get("Host"));
                  socket.binaryMessageHandler(socket::writeBinaryMessage);
                });
    rig.await(service.listen(0, "127.0.0.1"));
    rig.route("/", GatewayRig.addressOf(service)).start();
    String host = "127.0.0.1:" + rig.gateway.port();
    List<String> received = new CopyOnWriteArrayList<>();
    WebSocket socket =
        rig.await(
            rig.vertx
                .createWebSocketClient()
                .connect(
                    new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(rig.gateway.port())
                        .setURI("/live?ticket=once")
                        .putHeader("Origin", "http://" + host))
                .onSuccess(
                    open -> {
                      open.textMessageHandler(received::add);
                      open.binaryMessageHandler(sound -> received.add(sound.length() + " bytes"));
                    }));
    rig.await(socket.writeBinaryMessage(Buffer.buffer(new byte[320])));
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(
            () -> received.equals(List.of("ticket=once http://" + host + " " + host, "320 bytes")));
    rig.await(socket.close());
  }

  @Test
  void webSocketClosedByTheClient_isClosedAtTheService() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    HttpServer service =
        rig.vertx
            .createHttpServer()
            .webSocketHandler(socket -> socket.closeHandler(gone -> closed.set(true)));
    rig.await(service.listen(0, "127.0.0.1"));
    rig.route("/", GatewayRig.addressOf(service)).start();
    rig.await(rig.await(connect()).close());
    await().atMost(10, TimeUnit.SECONDS).untilTrue(closed);
  }

  @Test
  void webSocketRefusedByTheService_isAnsweredWithItsBody() throws Exception {
    HttpServer service =
        rig.serve(
            request ->
                request.response().setStatusCode(401).end("{\"error\":{\"code\":\"missing\"}}"));
    rig.route("/", GatewayRig.addressOf(service)).start();
    ExecutionException failure =
        Assertions.assertThrows(
            ExecutionException.class,
            () -> connect().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    UpgradeRejectedException refusal =
        Assertions.assertInstanceOf(UpgradeRejectedException.class, failure.getCause());
    assertEquals(401, refusal.getStatus());
    assertEquals("{\"error\":{\"code\":\"missing\"}}", refusal.getBody().toString());
  }

  @Test
  void webSocketWithNobodyThere_isUnavailable() throws Exception {
    rig.route("/", URI.create("http://127.0.0.1:1")).start();
    String answer =
        rig.raw(
            "GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    assertTrue(answer.contains("\"service_unavailable\""), answer);
  }

  @Test
  void oldClientWithoutChunks_getsTheAnswerUntilTheEnd() throws Exception {
    HttpServer service =
        rig.serve(
            request -> {
              request.response().setChunked(true).write("one ");
              request.response().end("two");
            });
    rig.route("/", GatewayRig.addressOf(service)).start();
    String answer = rig.raw("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
    assertTrue(answer.endsWith("\r\n\r\none two"), answer);
  }

  @Test
  void answersWithoutBody_haveNone() throws Exception {
    HttpServer service =
        rig.serve(
            request -> {
              int status = Integer.parseInt(request.path().substring(1));
              request.response().setStatusCode(status).putHeader("ETag", "\"x\"").end();
            });
    rig.route("/", GatewayRig.addressOf(service)).start();
    for (int status : new int[] {204, 304}) {
      String answer =
          rig.raw("GET /" + status + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
      assertTrue(answer.endsWith("\r\n\r\n"), answer);
      assertTrue(!answer.contains("ransfer-"), answer);
    }
    String head = rig.raw("HEAD /200 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(head.startsWith("HTTP/1.1 200") && head.endsWith("\r\n\r\n"), head);
  }

  private Future<WebSocket> connect() {
    return rig.vertx
        .createWebSocketClient()
        .connect(
            new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(rig.gateway.port())
                .setURI("/live")
                .putHeader("X-Forwarded-For", "1.2.3.4"));
  }
}
