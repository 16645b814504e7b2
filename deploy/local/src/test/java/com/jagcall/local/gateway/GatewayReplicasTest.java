package com.jagcall.local.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.process.Ports;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayReplicasTest {

  private final GatewayRig rig = new GatewayRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  private HttpServer named(String name) {
    return rig.serve(request -> request.response().end(name));
  }

  private static URI nobody() {
    return URI.create("http://127.0.0.1:" + new Ports().next());
  }

  @Test
  void replicas_areTakenInTurn() throws Exception {
    rig.route("/", GatewayRig.addressOf(named("a")), GatewayRig.addressOf(named("b"))).start();
    Map<String, Integer> answers = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      answers.merge(rig.get("/").body(), 1, Integer::sum);
    }
    assertEquals(Map.of("a", 5, "b", 5), answers);
  }

  @Test
  void replicaThatIsDown_costsNoRequest() throws Exception {
    rig.route("/", nobody(), GatewayRig.addressOf(named("b"))).start();
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      HttpRequest post =
          HttpRequest.newBuilder(rig.url("/"))
              .POST(HttpRequest.BodyPublishers.ofString("body"))
              .build();
      answers.add(i % 2 == 0 ? rig.get("/").body() : rig.send(post).body());
    }
    assertEquals(List.of("b", "b", "b", "b", "b", "b"), answers);
  }

  /** As Quarkus refuses for a service that was told to stop. */
  private URI stopping() {
    return GatewayRig.addressOf(
        rig.serve(
            request ->
                request.response().setStatusCode(503).putHeader("Connection", "close").end()));
  }

  @Test
  void replicaThatStops_costsNoRequest() throws Exception {
    rig.route("/", stopping(), GatewayRig.addressOf(named("b"))).start();
    for (int i = 0; i < 6; i++) {
      HttpRequest post =
          HttpRequest.newBuilder(rig.url("/"))
              .POST(HttpRequest.BodyPublishers.ofString("body"))
              .build();
      assertEquals("b", i % 2 == 0 ? rig.get("/").body() : rig.send(post).body());
    }
  }

  @Test
  void onlyReplicaThatStops_isUnavailableInTheEnvelope() throws Exception {
    rig.route("/", stopping()).start();
    HttpResponse<String> answer = rig.get("/v1/agents");
    assertEquals(503, answer.statusCode());
    assertEquals("service_unavailable", GatewayRig.error(answer.body()).getString("code"));
  }

  @Test
  void noReplica_isUnavailableInTheEnvelope() throws Exception {
    rig.route("/", nobody(), nobody()).start();
    HttpResponse<String> answer = rig.get("/v1/agents");
    assertEquals(503, answer.statusCode());
    assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
    assertEquals("service_unavailable", GatewayRig.error(answer.body()).getString("code"));
    assertEquals(
        answer.headers().firstValue("X-Request-Id").orElseThrow(),
        GatewayRig.error(answer.body()).getString("request_id"));
    assertTrue(!answer.body().contains("127.0.0.1"), answer.body());
  }

  @Test
  void replicaThatComesBack_isUsedAgain() throws Exception {
    int port = new Ports().next();
    rig.route("/", URI.create("http://127.0.0.1:" + port)).start();
    assertEquals(503, rig.get("/").statusCode());
    rig.await(
        rig.vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("back"))
            .listen(port, "127.0.0.1"));
    assertEquals("back", rig.get("/").body());
  }

  @Test
  void readCutOffBeforeItsAnswer_isAskedOfTheNextReplica() throws Exception {
    AtomicInteger cut = new AtomicInteger();
    HttpServer cutting =
        rig.serve(
            request -> {
              cut.incrementAndGet();
              request.connection().close();
            });
    rig.route("/", GatewayRig.addressOf(cutting), GatewayRig.addressOf(named("b"))).start();
    assertEquals("b", rig.get("/").body());
    assertEquals("b", rig.get("/").body());
    assertTrue(cut.get() >= 1);
  }

  @Test
  void writeCutOffBeforeItsAnswer_isNotSentAgain() throws Exception {
    AtomicInteger received = new AtomicInteger();
    HttpServer cutting =
        rig.serve(
            request -> {
              received.incrementAndGet();
              request.connection().close();
            });
    rig.route("/", GatewayRig.addressOf(cutting), GatewayRig.addressOf(cutting)).start();
    HttpResponse<String> answer =
        rig.send(
            HttpRequest.newBuilder(rig.url("/v1/calls"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    assertEquals(503, answer.statusCode());
    assertEquals(1, received.get());
  }

  @Test
  void serviceThatDoesNotAnswer_isUnavailableInTime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer silent = rig.serve(request -> asked.incrementAndGet());
    rig.route("/", GatewayRig.addressOf(silent)).start();
    HttpResponse<String> answer =
        rig.send(
            HttpRequest.newBuilder(rig.url("/v1/agents")).timeout(Duration.ofSeconds(20)).build());
    assertEquals(503, answer.statusCode());
    assertEquals("service_unavailable", GatewayRig.error(answer.body()).getString("code"));
    // It may be at work on it: asking again would make it worse.
    assertEquals(1, asked.get());
  }

  @Test
  void answerCutInTheMiddle_doesNotLookWhole() throws Exception {
    HttpServer dying =
        rig.serve(
            request -> {
              request.response().setChunked(true).write("half");
              rig.vertx.setTimer(100, timer -> request.connection().close());
            });
    rig.route("/", GatewayRig.addressOf(dying)).start();
    String answer = rig.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertTrue(answer.contains("half"), answer);
    assertTrue(!answer.endsWith("0\r\n\r\n"), answer);
  }

  @Test
  void closing_letsRunningRequestsFinish() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    HttpServer slow =
        rig.serve(
            request -> {
              asked.complete(null);
              rig.vertx.setTimer(500, timer -> request.response().end("done"));
            });
    rig.route("/", GatewayRig.addressOf(slow)).start();
    CompletableFuture<HttpResponse<String>> answer =
        rig.http.sendAsync(
            HttpRequest.newBuilder(rig.url("/")).build(), HttpResponse.BodyHandlers.ofString());
    asked.get(10, TimeUnit.SECONDS);
    rig.gateway.close();
    assertEquals("done", answer.get(10, TimeUnit.SECONDS).body());
    rig.gateway = null;
  }
}
