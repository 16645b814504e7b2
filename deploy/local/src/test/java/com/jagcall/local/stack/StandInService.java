package com.jagcall.local.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the launcher needs a service, or the carrier simulator, to be, and no more: it takes its
 * addresses from the environment and says that it is ready. It runs from a jar without a classpath,
 * so it uses nothing but the JDK.
 */
public final class StandInService {

  private StandInService() {}

  public static void main(String[] arguments) throws IOException {
    // The working folder is the clone's: a test breaks a service by a file in it.
    if (Files.exists(Path.of("broken-" + System.getenv("JAGCALL_DATABASE_USER")))) {
      System.out.println("ERROR the configuration is broken");
      System.exit(3);
    }
    if (System.getenv("JAGCALL_CARRIER_CONTROL_PORT") != null) {
      HttpServer control = listen("JAGCALL_CARRIER_CONTROL_PORT");
      control.createContext(
          "/", exchange -> answer(exchange, System.getenv("JAGCALL_CARRIER_SMSC_PORT")));
      control.start();
      return;
    }
    HttpServer management = listen("QUARKUS_MANAGEMENT_PORT");
    management.createContext("/q/health/ready", exchange -> answer(exchange, "{}"));
    management.start();
    HttpServer api = listen("QUARKUS_HTTP_PORT");
    api.createContext("/", exchange -> answer(exchange, System.getenv("JAGCALL_DATABASE_USER")));
    api.createContext(
        "/pid", exchange -> answer(exchange, Long.toString(ProcessHandle.current().pid())));
    api.createContext(
        "/v1/agents", exchange -> answer(exchange, Long.toString(ProcessHandle.current().pid())));
    api.createContext(
        "/env", exchange -> answer(exchange, System.getenv(exchange.getRequestURI().getQuery())));
    api.createContext(
        "/internal/api-keys",
        exchange -> {
          String request =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String mode = request.contains("\"live\"") ? "live" : "test";
          answer(exchange, "{\"id\":\"key_1\",\"key\":\"jc_" + mode + "_stand-in\"}");
        });
    api.createContext(
        "/internal/organizations",
        exchange -> answer(exchange, "{\"data\":[{\"id\":\"org_1\",\"name\":\"Stand-in\"}]}"));
    api.createContext("/internal/top-ups", exchange -> answer(exchange, "{}"));
    api.createContext(
        "/internal/stock/import",
        exchange -> answer(exchange, "{\"imported\":1,\"added\":1,\"refused_count\":0}"));
    api.start();
  }

  private static HttpServer listen(String variable) throws IOException {
    int port = Integer.parseInt(System.getenv(variable));
    return HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
