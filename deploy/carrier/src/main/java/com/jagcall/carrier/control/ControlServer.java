package com.jagcall.carrier.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.jagcall.carrier.Part;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes commands over HTTP: {@code POST /PART/COMMAND?name=value}. {@code GET /} lists them. It
 * listens on the loopback address only, and asks for no password: whoever runs programs on this
 * machine may misbehave with it.
 */
public final class ControlServer implements AutoCloseable {

  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final Map<String, Command> commands = new TreeMap<>();

  /**
   * @param port 0 takes any free one
   */
  public ControlServer(int port, List<Part> parts) throws IOException {
    for (Part part : parts) {
      part.commands()
          .forEach((name, command) -> commands.put("/" + part.name() + "/" + name, command));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Command command = commands.get(path);
      if (command != null) {
        run(exchange, command);
      } else if (path.equals("/")) {
        Map<String, String> help = new TreeMap<>();
        commands.forEach((name, known) -> help.put(name, known.help()));
        answer(exchange, 200, help);
      } else {
        answer(exchange, 404, Map.of("error", "no such command: GET / lists them"));
      }
    }
  }

  private void run(HttpExchange exchange, Command command) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, Map.of("error", "commands are sent with POST"));
      return;
    }
    // A page in a browser could send a POST to the loopback address too; then it says where it is
    // from.
    if (exchange.getRequestHeaders().containsKey("Origin")) {
      answer(exchange, 403, Map.of("error", "not from a browser"));
      return;
    }
    try {
      String query = exchange.getRequestURI().getRawQuery();
      answer(exchange, 200, command.action().run(Parameters.parse(query)));
    } catch (IllegalArgumentException wrong) {
      answer(exchange, 400, Map.of("error", String.valueOf(wrong.getMessage())));
    }
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = (json.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
