package com.jagcall.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.local.operator.OperatorClient.Account;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import com.jagcall.local.suite.Suite.Organization;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Money and numbers through all services: what is bought is paid for once and shown where it is.
 */
class TradeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BUYING = Duration.ofMinutes(5);
  private static final String NUMBERS = "/v1/phone-numbers";
  private static final BigDecimal TOP_UP = new BigDecimal("100.0000");

  private static final LocalStack STACK = Suite.stack();
  private static final URI GATEWAY = Suite.gateway();

  @BeforeAll
  static void fillTheStock() throws IOException {
    String report = STACK.operator().importNumbers(Files.readString(STACK.stockFile()));
    assertTrue(report.contains(" 0 lines refused"), report);
  }

  private static ApiKey customer() {
    return customer(Suite.organization());
  }

  private static ApiKey customer(Organization organization) {
    organization.lift("read", "write", "GET /v1/billing/balance");
    STACK
        .operator()
        .topUp(
            new Account(organization.id(), "live"),
            "payment-" + organization.id(),
            TOP_UP.toPlainString(),
            "Test");
    return organization.key();
  }

  private static List<String> search(ApiKey key, String areaCode) {
    return search(key, "area_code", areaCode, 5);
  }

  private static List<String> search(ApiKey key, String member, String value, int limit) {
    String wanted =
        "{\"country\":\"US\",\"%s\":\"%s\",\"limit\":%d}".formatted(member, value, limit);
    JsonNode found = ok(200, Api.post(GATEWAY, NUMBERS + "/search", key, wanted));
    return found.get("data").findValuesAsText("phone_number");
  }

  private static JsonNode ok(int status, HttpRequest.Builder request) {
    HttpResponse<String> answer = Api.send(request);
    assertEquals(status, answer.statusCode(), answer.body());
    return Api.json(answer);
  }

  private static JsonNode get(String path, ApiKey key) {
    return ok(200, Api.request(GATEWAY, path, key));
  }

  private static HttpResponse<String> buy(ApiKey key, String number, String idempotencyKey) {
    return Api.send(
        Api.post(GATEWAY, NUMBERS, key, "{\"phone_number\":\"" + number + "\"}")
            .header("Idempotency-Key", idempotencyKey));
  }

  private static BigDecimal balance(ApiKey key) {
    return new BigDecimal(get("/v1/billing/balance", key).get("balance").asText());
  }

  private static String agent(ApiKey key) {
    return ok(201, Api.post(GATEWAY, "/v1/agents", key, "{\"name\":\"Reception\"}"))
        .get("id")
        .asText();
  }

  private static void assign(ApiKey key, String numberId, String agentId) {
    String change = "{\"agent_id\":\"" + agentId + "\"}";
    ok(
        200,
        Api.request(GATEWAY, NUMBERS + "/" + numberId, key)
            .method("PATCH", BodyPublishers.ofString(change)));
  }

  @Test
  void boughtNumber_isTheAgentsAndOnTheBillUntilItIsReleased() {
    ApiKey key = customer();
    String number = search(key, "415").get(0);
    assertTrue(number.startsWith("+1415"), number);
    JsonNode bought = Api.json(buy(key, number, "first"));
    String id = bought.get("id").asText();
    BigDecimal price = new BigDecimal(bought.get("monthly_price").asText());

    String agentId = agent(key);
    assign(key, id, agentId);
    awaitNumberOf(key, agentId, number);

    await().atMost(PATIENCE).until(() -> balance(key).equals(TOP_UP.subtract(price)));
    JsonNode charge = get("/v1/billing/transactions?type=capture", key).get("data").get(0);
    assertEquals("number", charge.at("/resource/type").asText(), charge.toString());
    assertEquals(id, charge.at("/resource/id").asText(), charge.toString());
    JsonNode usage = get("/v1/billing/usage", key).get("data").get(0);
    assertEquals("number_local", usage.get("product").asText(), usage.toString());
    assertEquals(0, price.compareTo(new BigDecimal(usage.get("amount").asText())));

    JsonNode released = ok(200, Api.request(GATEWAY, NUMBERS + "/" + id, key).DELETE());
    assertTrue(released.get("deleted").asBoolean());
    awaitNumberOf(key, agentId, "null");
    assertEquals(404, Api.status(GATEWAY, NUMBERS + "/" + id, key));
  }

  private static void awaitNumberOf(ApiKey key, String agentId, String number) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> get("/v1/agents", key).get("data").findValuesAsText("phone_number"),
            shown -> shown.contains(number));
    assertEquals(number, get("/v1/agents/" + agentId, key).get("phone_number").asText());
  }

  @Test
  void tooLittleMoney_is402AndNoNumber() {
    ApiKey key = Suite.organization().key();
    HttpResponse<String> answer = buy(key, search(key, "212").get(0), "poor");
    assertEquals(402, answer.statusCode(), answer.body());
    assertEquals("insufficient_balance", Api.json(answer).at("/error/code").asText());
    assertEquals(0, get(NUMBERS, key).at("/pagination/total").asInt());
  }

  @Test
  void hundredBuyersOfOneNumber_oneOwnerAndOneCharge() {
    List<ApiKey> keys = IntStream.range(0, 100).mapToObj(i -> customer()).toList();
    String number = search(keys.get(0), "312").get(0);
    List<CompletableFuture<HttpResponse<String>>> sent =
        keys.stream()
            .map(
                key ->
                    Api.sendAsync(
                        Api.post(GATEWAY, NUMBERS, key, "{\"phone_number\":\"" + number + "\"}")))
            .toList();
    Map<Integer, Long> statuses =
        sent.stream()
            .map(CompletableFuture::join)
            .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    assertEquals(Map.of(201, 1L, 409, 99L), statuses);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertEquals(99, keys.stream().filter(key -> balance(key).equals(TOP_UP)).count());
              assertEquals(0, keys.stream().filter(TradeIT::hasMoneyHeld).count());
            });
  }

  private static boolean hasMoneyHeld(ApiKey key) {
    String held = get("/v1/billing/balance", key).get("held").asText();
    return new BigDecimal(held).signum() != 0;
  }

  /**
   * Each buyer goes on until its number is bought; all the while one service after the other dies.
   */
  @Test
  void servicesKilledWhileTheyTrade_everyNumberIsPaidOnceAndShown() throws Exception {
    int buyers = 4;
    int numbersEach = 3;
    List<ApiKey> keys = IntStream.range(0, buyers).mapToObj(i -> customer()).toList();
    List<String> numbers = search(keys.get(0), "type", "local", buyers * numbersEach);
    AtomicInteger bought = new AtomicInteger();
    List<CompletableFuture<Void>> buying = new ArrayList<>();
    for (int i = 0; i < buyers; i++) {
      ApiKey key = keys.get(i);
      List<String> own = numbers.subList(i * numbersEach, (i + 1) * numbersEach);
      buying.add(
          CompletableFuture.runAsync(() -> own.forEach(number -> insist(key, number, bought))));
    }
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Integer> killing =
        CompletableFuture.supplyAsync(() -> killUntil(isOver, bought));
    try {
      CompletableFuture.allOf(buying.toArray(CompletableFuture[]::new)).join();
    } finally {
      isOver.set(true);
      killing.join();
    }
    System.out.println(
        "services killed while " + numbers.size() + " numbers were bought: " + killing.get());
    for (ApiKey key : keys) {
      assertPaidOnce(key, numbersEach);
    }
  }

  /** One kill after each few numbers that were bought, so that the buyers get on. */
  private static int killUntil(AtomicBoolean isOver, AtomicInteger bought) {
    Random random = new Random(4);
    List<String> services = List.of("numbers", "billing");
    int kills = 0;
    while (!isOver.get()) {
      int before = bought.get();
      await().atMost(BUYING).until(() -> isOver.get() || bought.get() > before);
      ServiceReplica victim = STACK.replicas(services.get(kills++ % services.size())).get(0);
      CompletableFuture.runAsync(
              () -> STACK.kill(victim),
              CompletableFuture.delayedExecutor(random.nextInt(600), TimeUnit.MILLISECONDS))
          .join();
      STACK.start(victim);
    }
    return kills;
  }

  /** As a careful client does: the same request with the same key, until it is answered. */
  private static void insist(ApiKey key, String number, AtomicInteger bought) {
    await()
        .atMost(BUYING)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> buy(key, number, number).statusCode() == 201);
    bought.incrementAndGet();
  }

  private static void assertPaidOnce(ApiKey key, int count) {
    JsonNode owned =
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get(NUMBERS, key), n -> true);
    assertEquals(count, owned.at("/pagination/total").asInt());
    BigDecimal price =
        owned.get("data").findValuesAsText("monthly_price").stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(0, TOP_UP.subtract(price).compareTo(balance(key))));
    assertEquals(
        count, get("/v1/billing/transactions?type=capture", key).at("/pagination/total").asInt());
  }
}
