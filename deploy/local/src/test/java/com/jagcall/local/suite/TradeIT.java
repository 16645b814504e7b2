package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.NUMBERS;
import static com.jagcall.local.suite.Customer.PATIENCE;
import static com.jagcall.local.suite.Customer.TOP_UP;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
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
  private static final Duration BUYING = Duration.ofMinutes(5);

  private static final LocalStack STACK = Suite.stack();

  @BeforeAll
  static void fillTheStock() {
    Customer.fillTheStock();
  }

  @Test
  void boughtNumber_isTheAgentsAndOnTheBillUntilItIsReleased() {
    Customer customer = Customer.withMoney();
    String number = customer.anyNumberOnSale("415");
    assertTrue(number.startsWith("+1415"), number);
    JsonNode bought = Api.json(customer.buy(number, "first"));
    String id = bought.get("id").asText();
    BigDecimal price = new BigDecimal(bought.get("monthly_price").asText());

    String agentId = customer.agent("{\"name\":\"Reception\"}");
    customer.assign(id, agentId);
    customer.awaitNumberOf(agentId, number);

    await().atMost(PATIENCE).until(() -> customer.balance().equals(TOP_UP.subtract(price)));
    JsonNode charge = customer.get("/v1/billing/transactions?type=capture").get("data").get(0);
    assertEquals("number", charge.at("/resource/type").asText(), charge.toString());
    assertEquals(id, charge.at("/resource/id").asText(), charge.toString());
    JsonNode usage = customer.get("/v1/billing/usage").get("data").get(0);
    assertEquals("number_local", usage.get("product").asText(), usage.toString());
    assertEquals(0, price.compareTo(new BigDecimal(usage.get("amount").asText())));

    assertTrue(customer.delete(NUMBERS + "/" + id).get("deleted").asBoolean());
    customer.awaitNumberOf(agentId, "null");
    assertEquals(404, customer.status(NUMBERS + "/" + id));
  }

  @Test
  void tooLittleMoney_is402AndNoNumber() {
    Customer customer = Customer.withoutMoney();
    HttpResponse<String> answer = customer.buy(customer.anyNumberOnSale("212"), "poor");
    assertEquals(402, answer.statusCode(), answer.body());
    assertEquals("insufficient_balance", Api.json(answer).at("/error/code").asText());
    assertEquals(0, customer.get(NUMBERS).at("/pagination/total").asInt());
  }

  @Test
  void hundredBuyersOfOneNumber_oneOwnerAndOneCharge() {
    List<Customer> customers = IntStream.range(0, 100).mapToObj(i -> Customer.withMoney()).toList();
    String number = customers.get(0).anyNumberOnSale("312");
    List<CompletableFuture<HttpResponse<String>>> sent =
        customers.stream().map(one -> Api.sendAsync(one.buying(number))).toList();
    Map<Integer, Long> statuses =
        sent.stream()
            .map(CompletableFuture::join)
            .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    assertEquals(Map.of(201, 1L, 409, 99L), statuses);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertEquals(
                  99, customers.stream().filter(one -> one.balance().equals(TOP_UP)).count());
              assertEquals(0, customers.stream().filter(Customer::hasMoneyHeld).count());
            });
  }

  /**
   * Each buyer goes on until its number is bought; all the while one service after the other dies.
   */
  @Test
  void servicesKilledWhileTheyTrade_everyNumberIsPaidOnceAndShown() throws Exception {
    int buyers = 4;
    int numbersEach = 3;
    List<Customer> customers =
        IntStream.range(0, buyers).mapToObj(i -> Customer.withMoney()).toList();
    List<String> numbers = customers.get(0).search("type", "local", buyers * numbersEach);
    AtomicInteger bought = new AtomicInteger();
    List<CompletableFuture<Void>> buying = new ArrayList<>();
    for (int i = 0; i < buyers; i++) {
      Customer customer = customers.get(i);
      List<String> own = numbers.subList(i * numbersEach, (i + 1) * numbersEach);
      buying.add(
          CompletableFuture.runAsync(
              () -> own.forEach(number -> insist(customer, number, bought))));
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
    for (Customer customer : customers) {
      assertPaidOnce(customer, numbersEach);
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
  private static void insist(Customer customer, String number, AtomicInteger bought) {
    await()
        .atMost(BUYING)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> customer.buy(number, number).statusCode() == 201);
    bought.incrementAndGet();
  }

  private static void assertPaidOnce(Customer customer, int count) {
    JsonNode owned =
        await().atMost(PATIENCE).ignoreExceptions().until(() -> customer.get(NUMBERS), n -> true);
    assertEquals(count, owned.at("/pagination/total").asInt());
    BigDecimal price =
        owned.get("data").findValuesAsText("monthly_price").stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(0, TOP_UP.subtract(price).compareTo(customer.balance())));
    assertEquals(
        count,
        customer.get("/v1/billing/transactions?type=capture").at("/pagination/total").asInt());
  }
}
