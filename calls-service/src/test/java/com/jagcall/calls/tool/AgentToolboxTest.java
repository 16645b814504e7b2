package com.jagcall.calls.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.calls.model.ToolCall;
import com.jagcall.calls.model.ToolDescription;
import com.jagcall.common.guard.Resolver;
import com.jagcall.common.guard.TargetGuard;
import com.jagcall.common.testing.DnsDouble;
import com.jagcall.common.testing.HostileUrl;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent can do, and what nobody can talk it into. */
class AgentToolboxTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  private final DnsDouble dns = new DnsDouble();
  private Resolver resolver;
  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final List<String> messages = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    dns.start();
    resolver = new Resolver(List.of(dns.address()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    server.stop(0);
    resolver.close();
    dns.stop();
    vertx.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(
          exchange.getRequestHeaders().getFirst("X-Call-Id")
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      switch (exchange.getRequestURI().getPath()) {
        case "/slow" -> never.await(20, TimeUnit.SECONDS);
        case "/broken" -> answer(exchange, 500, "oops");
        case "/away" -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
          answer(exchange, 302, "");
        }
        case "/drip" -> drip(exchange);
        case "/binary" -> {
          exchange.getResponseHeaders().set("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write(new byte[] {(byte) 0x89, 'P', 0, 27, '\n', (byte) 0xff});
        }
        case "/nothing" -> answer(exchange, 204, "");
        case "/half" -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
        }
        case "/huge" -> answer(exchange, 200, "x".repeat(1_000_000));
        default -> answer(exchange, 200, "{\"free\":true}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A byte now and then, without end. */
  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < 4_000 && !never.await(5, TimeUnit.MILLISECONDS); i++) {
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Test
  void function_getsTheArguments_andItsAnswerGoesBack() throws Exception {
    assertEquals("{\"free\":true}", text(use("/ok", "{\"day\":\"monday\"}")));
    assertEquals("call_1{\"day\":\"monday\"}", bodies.take());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"day\": oops | The arguments must be a JSON object of at most 16 KiB.",
        "[1] | The arguments must be a JSON object of at most 16 KiB.",
        "{} | Not done: arguments must have day.",
        "{\"day\":7} | Not done: arguments.day must be of type string.",
        "{\"day\":\"noday\"} | Not done: arguments.day must be one of [\"monday\",\"tuesday\"].",
        "{\"day\":\"monday\",\"x\":1} | Not done: arguments must not have x.",
      })
  void wrongArguments_areToldToTheModel_andNobodyIsCalled(String arguments, String told)
      throws Exception {
    assertEquals(told, text(use("/ok", arguments)));
    assertTrue(bodies.isEmpty());
  }

  @Test
  void functionThatFails_isToldToTheModel() throws Exception {
    assertEquals(
        "The answer was HTTP status 500. oops", text(use("/broken", "{\"day\":\"monday\"}")));
    assertEquals("The answer was HTTP status 302. ", text(use("/away", "{\"day\":\"monday\"}")));
    assertEquals("There was no answer within 1 s.", text(use("/slow", "{\"day\":\"monday\"}")));
    assertEquals("There was no answer within 1 s.", text(use("/drip", "{\"day\":\"monday\"}")));
    assertEquals("It could not be reached.", text(use("/half", "{\"day\":\"monday\"}")));
    assertEquals("\ufffdP  \n\ufffd", text(use("/binary", "{\"day\":\"monday\"}")));
    assertEquals("Done.", text(use("/nothing", "{\"day\":\"monday\"}")));
    server.stop(0);
    assertEquals("It could not be reached.", text(use("/ok", "{\"day\":\"monday\"}")));
  }

  @Test
  void hugeAnswer_isCut() throws Exception {
    assertEquals(16_384, text(use("/huge", "{\"day\":\"monday\"}")).length());
  }

  @Test
  void cancelledFunction_tellsNothing() throws Exception {
    BlockingQueue<ToolOutcome> told = new LinkedBlockingQueue<>();
    Toolbox.Running running =
        toolbox(url("/slow"), List.of("127.0.0.0/8"))
            .use(new ToolCall("1", "look_up", "{\"day\":\"monday\"}"), told::add);
    bodies.take();
    running.cancel();
    assertEquals(null, told.poll(1_500, TimeUnit.MILLISECONDS));
  }

  static List<HostileUrl> hostileUrls() {
    return HostileUrl.all();
  }

  /** The table of webhooks: the guard is the same. */
  @ParameterizedTest
  @MethodSource("hostileUrls")
  void hostileUrl_isNotCalled(HostileUrl hostile) throws Exception {
    BlockingQueue<ToolOutcome> told = new LinkedBlockingQueue<>();
    toolbox(hostile.url(), List.of())
        .use(new ToolCall("1", "look_up", "{\"day\":\"monday\"}"), told::add);
    assertEquals(
        "The URL is not called: it " + hostile.reason() + ".",
        text(told.poll(30, TimeUnit.SECONDS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8 10.0.0.1"})
  void nameThatLeadsInside_isNotCalled(String addresses) throws Exception {
    dns.answer("functions.example.com", addresses);
    BlockingQueue<ToolOutcome> told = new LinkedBlockingQueue<>();
    toolbox("http://functions.example.com:" + server.getAddress().getPort() + "/", List.of())
        .use(new ToolCall("1", "look_up", "{\"day\":\"monday\"}"), told::add);
    String text = text(told.poll(30, TimeUnit.SECONDS));
    assertTrue(text.startsWith("The URL is not called: it "), text);
    assertTrue(bodies.isEmpty());
  }

  @Test
  void builtIn_goNowhereElse() {
    Toolbox tools = toolbox("http://x.test/", List.of());
    assertEquals(
        List.of("look_up", "human", "keys", "sms", "end_call"),
        tools.descriptions().stream().map(ToolDescription::name).toList());
    List<ToolOutcome> told = new ArrayList<>();
    tools.use(new ToolCall("1", "human", "{\"to\":\"+19005550100\"}"), told::add);
    tools.use(new ToolCall("2", "keys", "{\"digits\":\"1 2-3#\"}"), told::add);
    tools.use(new ToolCall("3", "keys", "{\"digits\":\"1;DROP\"}"), told::add);
    tools.use(new ToolCall("4", "sms", "{\"body\":\"Hi\",\"to\":\"+19005550100\"}"), told::add);
    tools.use(new ToolCall("5", "end_call", ""), told::add);
    tools.use(new ToolCall("6", "rm -rf", "{}"), told::add);
    assertEquals(
        List.of(
            new ToolOutcome.Transfer("+15550100199"),
            new ToolOutcome.Keys("123#"),
            new ToolOutcome.Answered("Not done: digits must be 1 to 64 of 0-9, *, #, A-D."),
            new ToolOutcome.Answered("Sent."),
            new ToolOutcome.EndCall(),
            new ToolOutcome.Answered("There is no such tool.")),
        told);
    assertEquals(List.of("+15550100123: Hi"), messages);
  }

  private ToolOutcome use(String path, String arguments) throws InterruptedException {
    BlockingQueue<ToolOutcome> told = new LinkedBlockingQueue<>();
    toolbox(url(path), List.of("127.0.0.0/8"))
        .use(new ToolCall("1", "look_up", arguments), told::add);
    return told.poll(30, TimeUnit.SECONDS);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String text(ToolOutcome outcome) {
    return ((ToolOutcome.Answered) outcome).text();
  }

  private Toolbox toolbox(String url, List<String> allowed) {
    return new AgentToolbox(
        List.of(
            new AgentTool(
                AgentTool.Type.HTTP, "look_up", "Looks up.", url, schema(), Duration.ofSeconds(1)),
            new AgentTool(AgentTool.Type.TRANSFER_CALL, "human", null, null, null, null),
            new AgentTool(AgentTool.Type.SEND_DTMF, "keys", null, null, null, null),
            new AgentTool(AgentTool.Type.SEND_SMS, "sms", null, null, null, null)),
        new AgentToolbox.Call("call_1", "+15550100123", "+15550100199"),
        new GuardedHttp(vertx, new TargetGuard(true, allowed), resolver),
        (toolCall, to, body, done) -> {
          messages.add(to + ": " + body);
          done.accept("Sent.");
        });
  }

  private static JsonNode schema() {
    try {
      return JSON.readTree(
          "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\",\"enum\":[\"monday\",\"tuesday\"]}},"
              + "\"required\":[\"day\"],\"additionalProperties\":false}");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
