package com.jagcall.local.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRoutingTest {

  private final GatewayRig rig = new GatewayRig();
  private final List<String> accountsSaw = new CopyOnWriteArrayList<>();
  private final List<MultiMap> agentsHeaders = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    rig.route("/", GatewayRig.addressOf(rig.serve(this::accounts)))
        .route("/v1/agents", GatewayRig.addressOf(rig.serve(this::agents)))
        .start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void accounts(HttpServerRequest request) {
    accountsSaw.add(request.uri());
    request.response().end("accounts " + request.uri());
  }

  private void agents(HttpServerRequest request) {
    agentsHeaders.add(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
    request
        .response()
        .putHeader("Connection", "keep-alive, x-hop")
        .putHeader("X-Hop", "1")
        .putHeader("Keep-Alive", "timeout=5")
        .putHeader("RateLimit", "\"default\";r=199;t=60");
    request.body().onSuccess(body -> request.response().end("agents " + request.uri() + body));
  }

  @Test
  void pathOfAgents_goesToAgentsService() throws Exception {
    assertEquals("agents /v1/agents?page=2", rig.get("/v1/agents?page=2").body());
    assertEquals("agents /v1/agents/agt_1", rig.get("/v1/agents/agt_1").body());
    assertEquals("agents /v1/%61gents", rig.get("/v1/%61gents").body());
  }

  @Test
  void anyOtherPath_goesToAccountsService() throws Exception {
    assertEquals("accounts /", rig.get("/").body());
    assertEquals("accounts /v1/agents-old", rig.get("/v1/agents-old").body());
    assertEquals("accounts /settings/keys?x=%2F", rig.get("/settings/keys?x=%2F").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/api-keys",
        "//internal/api-keys",
        "/./internal/api-keys",
        "/v1/../internal/api-keys",
        "/%2finternal/api-keys",
        "/%69nternal/api-keys",
        "/INTERNAL/api-keys",
        "/internal;a=b/api-keys",
        "/v1/agents/..%2f..%2finternal",
        "/q/metrics",
        "/%71/health",
        "/v1/agents/../../q/health"
      })
  void insidePath_isNotFoundAndReachesNoService(String path) throws Exception {
    String answer = rig.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    assertEquals(
        "not_found",
        GatewayRig.error(answer.substring(answer.indexOf("\r\n\r\n"))).getString("code"));
    assertEquals(List.of(), accountsSaw);
    assertEquals(0, agentsHeaders.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://example.com/v1/agents HTTP/1.1\r\nHost: example.com\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/agents HTTP/1.1\r\n\r\n",
        "GET /v1/agents#x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/\u00e4 HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "GET /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n",
        "POST /v1/agents HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "GET /v1/agents HTTP/1.1\r\nHost: x\r\nBro ken: y\r\n\r\n"
      })
  void malformedRequest_isRefusedInTheEnvelope(String request) throws Exception {
    String answer = rig.raw(request);
    // What could not even be read has no version: it is answered in the oldest one.
    assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*"), answer);
    String body = answer.substring(answer.indexOf("\r\n\r\n"));
    assertEquals("invalid_request", GatewayRig.error(body).getString("code"));
    assertEquals(400, GatewayRig.error(body).getInteger("status"));
    assertTrue(answer.contains("\r\nX-Request-Id: req_"), answer);
    assertEquals(0, agentsHeaders.size());
  }

  @Test
  void headersTooLong_areRefusedInTheEnvelope() throws Exception {
    String answer =
        rig.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("\"invalid_request\""), answer);
  }

  @Test
  void requestLineTooLong_isRefusedInTheEnvelope() throws Exception {
    String answer = rig.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*"), answer);
    assertTrue(answer.contains("\"invalid_request\""), answer);
  }

  @Test
  void connect_isNotAllowed() throws Exception {
    String answer = rig.raw("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    assertTrue(answer.contains("\"method_not_allowed\""), answer);
  }

  @Test
  void forwardedHeaders_sayWhatTheGatewaySawWhateverTheClientClaims() throws Exception {
    rig.send(
        HttpRequest.newBuilder(rig.url("/v1/agents"))
            .header("X-Forwarded-For", "1.2.3.4")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Port", "443")
            .header("X-Forwarded-Prefix", "/evil")
            .header("Forwarded", "for=1.2.3.4")
            .header("X-Real-Ip", "1.2.3.4")
            .header("Authorization", "Bearer jc_test_x")
            .build());
    MultiMap seen = agentsHeaders.get(0);
    String authority = "127.0.0.1:" + rig.gateway.port();
    assertEquals(List.of("127.0.0.1"), seen.getAll("X-Forwarded-For"));
    assertEquals(List.of("http"), seen.getAll("X-Forwarded-Proto"));
    assertEquals(List.of(authority), seen.getAll("X-Forwarded-Host"));
    assertEquals(List.of(Integer.toString(rig.gateway.port())), seen.getAll("X-Forwarded-Port"));
    assertEquals(List.of(authority), seen.getAll("Host"));
    assertEquals("Bearer jc_test_x", seen.get("Authorization"));
    assertFalse(seen.contains("X-Forwarded-Prefix"));
    assertFalse(seen.contains("Forwarded"));
    assertFalse(seen.contains("X-Real-Ip"));
  }

  @Test
  void hopByHopHeaders_stayOnTheirSide() throws Exception {
    String answer =
        rig.raw(
            "GET /v1/agents HTTP/1.1\r\nHost: x\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\n"
                + "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\nTrailer: X\r\n"
                + "Upgrade: h2c\r\nX-End: 1\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    MultiMap seen = agentsHeaders.get(0);
    for (String name :
        List.of("X-Mine", "Keep-Alive", "TE", "Proxy-Authorization", "Trailer", "Upgrade")) {
      assertFalse(seen.contains(name), name);
    }
    assertEquals("1", seen.get("X-End"));
    String lower = answer.toLowerCase(Locale.ROOT);
    assertFalse(lower.contains("x-hop"), answer);
    assertFalse(lower.contains("timeout=5"), answer);
    assertTrue(lower.contains("\r\nratelimit: \"default\";r=199;t=60\r\n"), answer);
  }

  @Test
  void saneRequestId_isKept() throws Exception {
    HttpResponse<String> answer =
        rig.send(
            HttpRequest.newBuilder(rig.url("/v1/agents"))
                .header("X-Request-Id", "my.id-1")
                .build());
    assertEquals("my.id-1", agentsHeaders.get(0).get("X-Request-Id"));
    assertEquals("my.id-1", answer.headers().firstValue("X-Request-Id").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"has blank", "<script>", ""})
  void strangeRequestId_isReplaced(String id) throws Exception {
    HttpResponse<String> answer =
        rig.send(HttpRequest.newBuilder(rig.url("/v1/agents")).header("X-Request-Id", id).build());
    String made = answer.headers().firstValue("X-Request-Id").orElseThrow();
    assertTrue(made.matches("req_[A-Za-z0-9]{16,}"), made);
    assertEquals(made, agentsHeaders.get(0).get("X-Request-Id"));
  }

  @Test
  void localhost_meansBothLoopbackAddresses() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<String> answers = new ArrayList<>();
    for (String host : List.of("127.0.0.1", "[::1]")) {
      URI uri = URI.create("http://" + host + ":" + rig.gateway.port() + "/");
      answers.add(
          client
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    }
    assertEquals(List.of("accounts /", "accounts /"), answers);
  }

  @Test
  void portInUse_isABindException() {
    RouteTable routes =
        new RouteTable(
            List.of(
                new RouteTable.Route(
                    "/", new Upstream(List.of(URI.create("http://127.0.0.1:1"))))));
    Assertions.assertThrows(
        BindException.class,
        () -> Gateway.start(rig.gateway.port(), routes, Limits.DEFAULT).close());
  }
}
