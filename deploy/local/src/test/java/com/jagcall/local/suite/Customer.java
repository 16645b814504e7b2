package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.operator.OperatorClient.Account;
import com.jagcall.local.suite.Suite.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Who uses the API through the gateway with one key, and what customers do there. */
record Customer(ApiKey key) {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final String NUMBERS = "/v1/phone-numbers";
  static final BigDecimal TOP_UP = new BigDecimal("100.0000");

  /** One of a new organization, with {@link #TOP_UP} on its account and no limit in its way. */
  static Customer withMoney() {
    Organization organization = Suite.organization();
    organization.lift("read", "write", "GET /v1/billing/balance");
    Suite.stack()
        .operator()
        .topUp(
            new Account(organization.id(), "live"),
            "payment-" + organization.id(),
            TOP_UP.toPlainString(),
            "Test");
    return new Customer(organization.key());
  }

  static Customer withoutMoney() {
    return new Customer(Suite.organization().key());
  }

  /** Puts the numbers of the local stack on sale; once more does nothing. */
  static void fillTheStock() {
    try {
      String stock = Files.readString(Suite.stack().stockFile());
      String report = Suite.stack().operator().importNumbers(stock);
      assertTrue(report.contains(" 0 lines refused"), report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path) {
    return ok(200, Api.request(Suite.gateway(), path, key));
  }

  int status(String path) {
    return Api.status(Suite.gateway(), path, key);
  }

  HttpRequest.Builder posting(String path, String body) {
    return Api.post(Suite.gateway(), path, key, body);
  }

  /** What is answered with 201 to a POST. */
  JsonNode create(String path, String body) {
    return ok(201, posting(path, body));
  }

  JsonNode change(String path, String body) {
    return ok(
        200,
        Api.request(Suite.gateway(), path, key).method("PATCH", BodyPublishers.ofString(body)));
  }

  JsonNode delete(String path) {
    return ok(200, Api.request(Suite.gateway(), path, key).DELETE());
  }

  List<String> search(String member, String value, int limit) {
    String wanted =
        "{\"country\":\"US\",\"%s\":\"%s\",\"limit\":%d}".formatted(member, value, limit);
    return ok(200, posting(NUMBERS + "/search", wanted))
        .get("data")
        .findValuesAsText("phone_number");
  }

  String anyNumberOnSale(String areaCode) {
    return search("area_code", areaCode, 5).get(0);
  }

  HttpRequest.Builder buying(String number) {
    return posting(NUMBERS, "{\"phone_number\":\"" + number + "\"}");
  }

  HttpResponse<String> buy(String number, String idempotencyKey) {
    return Api.send(buying(number).header("Idempotency-Key", idempotencyKey));
  }

  BigDecimal balance() {
    return new BigDecimal(get("/v1/billing/balance").get("balance").asText());
  }

  boolean hasMoneyHeld() {
    String held = get("/v1/billing/balance").get("held").asText();
    return new BigDecimal(held).signum() != 0;
  }

  /** The identifier of a new agent. */
  String agent(String body) {
    return create("/v1/agents", body).get("id").asText();
  }

  void assign(String numberId, String agentId) {
    change(NUMBERS + "/" + numberId, "{\"agent_id\":\"" + agentId + "\"}");
  }

  /** Until the agent shows the number, or {@code "null"} for none. */
  void awaitNumberOf(String agentId, String number) {
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/agents/" + agentId).get("phone_number").asText().equals(number));
  }

  private static JsonNode ok(int status, HttpRequest.Builder request) {
    HttpResponse<String> answer = Api.send(request);
    assertEquals(status, answer.statusCode(), answer.body());
    return Api.json(answer);
  }
}
