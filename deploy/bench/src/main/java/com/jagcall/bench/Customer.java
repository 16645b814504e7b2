package com.jagcall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jagcall.local.StackException;
import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.operator.OperatorClient.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Who makes the calls: the stack's organization, with a key, an agent that has a number, money. */
final class Customer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** After a load that was too much a service may need a moment. */
  private static final int REPEATS = 20;

  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** All that accounts-service takes. */
  private static final int PER_MINUTE = 10_000;

  private static final String MONEY = "10000.00";
  private static final String CALLS = "/v1/calls";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI gateway;
  private final String key;
  private final String agentId;
  private final String number;

  private Customer(URI gateway, String key) {
    this.gateway = gateway;
    this.key = key;
    this.agentId =
        create("/v1/agents", "{\"name\":\"Bench\",\"first_message\":\"Hello.\"}")
            .get("id")
            .asText();
    JsonNode bought = buy();
    this.number = bought.get("phone_number").asText();
  }

  /** Does what an operator would with deploy/local/operator, and what a customer would then. */
  static Customer of(Subject subject) {
    OperatorClient operator = subject.operator();
    String organization = operator.onlyOrganization();
    operator.importNumbers(subject.stock());
    operator.topUp(
        new Account(organization, "live"), "bench-" + UUID.randomUUID(), MONEY, "Benchmark");
    for (String endpoint : List.of("read", "write", "POST /v1/calls")) {
      operator.setLimit(organization, endpoint, PER_MINUTE);
    }
    String key = operator.createKey("Benchmark", "live", List.of()).text();
    return new Customer(subject.addresses().gateway(), key);
  }

  private JsonNode buy() {
    JsonNode found =
        json(posting("/v1/phone-numbers/search", "{\"country\":\"US\",\"limit\":1}"), 200);
    String onSale = found.at("/data/0/phone_number").asText();
    return create("/v1/phone-numbers", "{\"phone_number\":\"" + onSale + "\"}");
  }

  /**
   * An order as it went.
   *
   * @param due when it should have been sent
   * @param answered when the answer was there
   * @param status of HTTP; 0 when there was none
   * @param id the call's; null when it was refused
   */
  record Ordered(String to, Instant due, Instant answered, int status, String id) {

    boolean isAccepted() {
      return status == 201;
    }
  }

  /** Orders a call now. */
  CompletableFuture<Ordered> call(String to, Instant due) {
    String body =
        "{\"agent_id\":\"%s\",\"to\":\"%s\",\"from\":\"%s\"}".formatted(agentId, to, number);
    return http.sendAsync(posting(CALLS, body), BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              Instant now = Instant.now();
              if (failure != null) {
                return new Ordered(to, due, now, 0, null);
              }
              String id = answer.statusCode() == 201 ? parsed(answer).get("id").asText() : null;
              return new Ordered(to, due, now, answer.statusCode(), id);
            });
  }

  /** Hangs a call up, whatever becomes of that. */
  void hangUp(String id) {
    http.sendAsync(posting(CALLS + "/" + id + "/hangup", ""), BodyHandlers.discarding());
  }

  /** How many calls are in a state that were ordered since. */
  long count(String status, Instant since) {
    String path = CALLS + "?per_page=1&status=" + status + "&created_after=" + since;
    return json(request(path).GET().build(), 200).at("/pagination/total").asLong();
  }

  /** How many are not over yet. */
  long open(Instant since) {
    return count("queued", since) + count("ringing", since) + count("in_progress", since);
  }

  private JsonNode create(String path, String body) {
    return json(posting(path, body), 201);
  }

  private JsonNode json(HttpRequest request, int expected) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      for (int i = 0; answer.statusCode() == 503 && i < REPEATS; i++) {
        Pace.pass(AGAIN);
        answer = http.send(request, BodyHandlers.ofString());
      }
      if (answer.statusCode() != expected) {
        throw new StackException(
            request.method() + " " + request.uri() + " was answered: " + answer.body());
      }
      return parsed(answer);
    } catch (IOException failure) {
      throw new StackException(request.uri() + " did not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", interrupted);
    }
  }

  private static JsonNode parsed(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      throw new StackException("an answer that is no JSON: " + answer.body(), notJson);
    }
  }

  private HttpRequest posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }
}
