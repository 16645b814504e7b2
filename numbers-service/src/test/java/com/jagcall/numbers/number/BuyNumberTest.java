package com.jagcall.numbers.number;

import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BuyNumberTest {
  Backends backends;
  Peers peers;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.of(backends);
  }

  @AfterEach
  void everybodyIsBack() {
    peers.billing().reset();
    peers.agents().setAway(false);
  }

  @Test
  void numberInStock_isBought() {
    String number = Operator.stock(backends);
    ValidatableResponse answer =
        api.buy(number)
            .statusCode(201)
            .body("id", matchesPattern("pn_[A-Za-z0-9]{16}"))
            .body("phone_number", equalTo(number))
            .body("country", equalTo("US"))
            .body("type", equalTo("local"))
            .body("region", equalTo("New York, NY"))
            .body("capabilities", equalTo(List.of("voice", "sms")))
            .body("monthly_price", equalTo("1.1500"))
            .body("currency", equalTo("USD"))
            .body("agent_id", nullValue())
            .body("status", equalTo("active"));
    String id = answer.extract().path("id");
    answer.header("Location", endsWith(PATH + "/" + id));
    Instant boughtAt = Instant.parse(answer.extract().path("created_at"));
    Duration paid = Duration.between(boughtAt, Instant.parse(answer.extract().path("paid_until")));
    assertEquals(true, paid.toDays() >= 28 && paid.toDays() <= 31);
    assertEquals(answer.extract().<Object>path(""), api.get(id).statusCode(200).extract().path(""));
  }

  @Test
  void boughtNumber_isChargedForOneMonth_andItsOwnerIsTold() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    String organization = api.organization().id();
    await().until(() -> peers.billing().events(organization, "hold.capture").size() == 1);
    JsonObject hold = peers.billing().holds(organization).get(0);
    assertEquals("1.1500", hold.getString("amount"));
    assertEquals("number_local", hold.getString("product"));
    assertEquals(id, hold.getJsonObject("resource").getString("id"));
    assertEquals(
        new JsonObject()
            .put("hold_id", hold.getString("hold_id"))
            .put("operation_id", "capture")
            .put("amount", "1.1500")
            .put("quantity", 1)
            .put("final", true),
        peers.billing().events(organization, "hold.capture").get(0));
    await().until(() -> !events(id, "number.purchased").isEmpty());
    JsonObject event = events(id, "number.purchased").get(0);
    assertEquals(organization, event.getString("organization_id"));
    assertEquals("live", event.getString("mode"));
    assertEquals(number, event.getJsonObject("data").getString("phone_number"));
    assertEquals("active", event.getJsonObject("data").getString("status"));
  }

  @Test
  void boughtWithAnAgent_isAssigned_andTheAgentIsTold() {
    String number = Operator.stock(backends);
    String agent = peers.agents().agent(api.organization().id(), "live");
    api.post("{\"phone_number\":\"%s\",\"agent_id\":\"%s\"}".formatted(number, agent))
        .statusCode(201)
        .body("agent_id", equalTo(agent));
    await().until(() -> !peers.agents().told(agent).isEmpty());
    assertEquals(
        List.of(
            new JsonObject()
                .put("organization_id", api.organization().id())
                .put("mode", "live")
                .put("agent_id", agent)
                .put("phone_number", number)),
        peers.agents().told(agent));
  }

  @Test
  void hundredBuyersOfOneNumber_oneGetsIt_theOthersTheirMoneyBack() {
    String number = Operator.stock(backends);
    List<NumbersApi> buyers =
        IntStream.range(0, 100).mapToObj(i -> NumbersApi.of(backends)).toList();
    buyers.forEach(buyer -> peers.billing().setBalance(buyer.organization().id(), "5"));
    ExecutorService threads = Executors.newFixedThreadPool(100);
    List<CompletableFuture<Integer>> running =
        buyers.stream()
            .map(
                buyer ->
                    CompletableFuture.supplyAsync(
                        () -> buyer.buy(number).extract().statusCode(), threads))
            .toList();
    List<Integer> statuses = running.stream().map(CompletableFuture::join).toList();
    threads.shutdown();
    assertEquals(1, statuses.stream().filter(status -> status == 201).count());
    assertEquals(99, statuses.stream().filter(status -> status == 409).count());
    String winner = buyers.get(statuses.indexOf(201)).organization().id();
    await().until(() -> peers.billing().events(winner, "hold.capture").size() == 1);
    assertEquals(new BigDecimal("3.8500"), peers.billing().balance(winner));
    for (NumbersApi buyer : buyers) {
      String organization = buyer.organization().id();
      if (!organization.equals(winner)) {
        assertEquals(0, new BigDecimal("5").compareTo(peers.billing().balance(organization)));
        assertEquals(0, peers.billing().count(organization, "active"));
        assertEquals(List.of(), peers.billing().events(organization, "hold.capture"));
        buyer.list("").statusCode(200).body("pagination.total", equalTo(0));
      }
    }
  }

  @Test
  void loserOfARace_getsTheMoneyBack() {
    String number = Operator.stock(backends);
    NumbersApi faster = NumbersApi.of(backends);
    peers.billing().setBalance(api.organization().id(), "2");
    // The other one buys it after this one's check, while this one's money is being held.
    peers
        .billing()
        .onHold(
            () -> {
              peers.billing().onHold(() -> {});
              faster.buy(number).statusCode(201);
            });
    api.buy(number).statusCode(409).body("error.code", equalTo("conflict"));
    assertEquals(1, peers.billing().count(api.organization().id(), "released"));
    assertEquals(0, peers.billing().count(api.organization().id(), "active"));
  }

  @Test
  void ownedNumber_returns409_andNothingIsHeld() {
    String number = Operator.stock(backends);
    NumbersApi.of(backends).own(number);
    api.buy(number)
        .statusCode(409)
        .body("error.code", equalTo("conflict"))
        .body("error.message", containsString("search for another one"));
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void tooLittleMoney_returns402_andNoNumber() {
    String number = Operator.stock(backends);
    peers.billing().setBalance(api.organization().id(), "1.1499");
    api.buy(number)
        .statusCode(402)
        .body("error.code", equalTo("insufficient_balance"))
        .body("error.message", equalTo("1.1500 USD were asked for, 1.1499 USD are available."));
    api.list("").body("pagination.total", equalTo(0));
    NumbersApi.of(backends).buy(number).statusCode(201);
  }

  @Test
  void billingAway_returns503_andNoNumber() {
    String number = Operator.stock(backends);
    peers.billing().setAway(true);
    api.buy(number).statusCode(503).body("error.code", equalTo("service_unavailable"));
    peers.billing().setAway(false);
    api.list("").body("pagination.total", equalTo(0));
    // The circuit may be open for half a second.
    await().untilAsserted(() -> api.buy(number).statusCode(201));
  }

  @Test
  void agentsAway_returns503_andNothingIsHeld() {
    String number = Operator.stock(backends);
    String agent = peers.agents().agent(api.organization().id(), "live");
    peers.agents().setAway(true);
    api.post("{\"phone_number\":\"%s\",\"agent_id\":\"%s\"}".formatted(number, agent))
        .statusCode(503);
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void agentThatIsNotTheirs_returns422_andNothingIsHeld() {
    String number = Operator.stock(backends);
    String foreign = peers.agents().agent(NumbersApi.of(backends).organization().id(), "live");
    String testAgent = peers.agents().agent(api.organization().id(), "test");
    for (String agent : List.of(foreign, testAgent, "agt_0000000000000000", "x", "", "../x")) {
      api.post("{\"phone_number\":\"%s\",\"agent_id\":\"%s\"}".formatted(number, agent))
          .statusCode(422)
          .body("error.details.field", equalTo(List.of("agent_id")))
          .body("error.details.message", equalTo(List.of("is not one of your agents")));
    }
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void agentWithANumber_returns409_andTheMoneyComesBack() {
    List<String> numbers = Operator.stock(backends, 2);
    String agent = peers.agents().agent(api.organization().id(), "live");
    String body = "{\"phone_number\":\"%s\",\"agent_id\":\"%s\"}";
    api.post(body.formatted(numbers.get(0), agent)).statusCode(201);
    api.post(body.formatted(numbers.get(1), agent))
        .statusCode(409)
        .body("error.message", containsString("has a number already"));
    assertEquals(1, peers.billing().count(api.organization().id(), "released"));
    NumbersApi.of(backends).buy(numbers.get(1)).statusCode(201);
  }

  @Test
  void repetition_answersTheSame_andHoldsNothingMore() {
    String number = Operator.stock(backends);
    String body = "{\"phone_number\":\"" + number + "\"}";
    ValidatableResponse first = once("k1", body).statusCode(201);
    ValidatableResponse second =
        once("k1", body).statusCode(201).header("Idempotent-Replayed", equalTo("true"));
    assertEquals(first.extract().<Object>path(""), second.extract().<Object>path(""));
    assertEquals(1, peers.billing().holds(api.organization().id()).size());
    once("k1", "{\"phone_number\":\"" + Operator.stock(backends) + "\"}")
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
  }

  @Test
  void concurrentRepetitions_buyOnce_andKeepNoMoney() {
    String number = Operator.stock(backends);
    String body = "{\"phone_number\":\"" + number + "\"}";
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 12)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> once("k2", body).extract().statusCode()))
            .toList();
    List<Integer> statuses = running.stream().map(CompletableFuture::join).toList();
    assertEquals(List.of(), statuses.stream().filter(s -> s != 201 && s != 409).toList());
    assertEquals(1, peers.billing().count(api.organization().id(), "active"));
    await()
        .until(() -> peers.billing().events(api.organization().id(), "hold.capture").size() == 1);
    api.list("").body("pagination.total", equalTo(1));
  }

  @Test
  void numberNotInStock_returns404() {
    api.buy("+12125550199").statusCode(404).body("error.code", equalTo("not_found"));
    // In stock, but in that of test mode.
    api.buy("+14155550100").statusCode(404);
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void testKey_buysOfTheTestStock() {
    NumbersApi test = api.testMode(backends);
    String number = test.found("{\"country\":\"CA\",\"limit\":1}").get(0);
    String id = test.own(number);
    api.get(id).statusCode(404);
    test.get(id).statusCode(200);
    assertEquals("test", peers.billing().holds(api.organization().id()).get(0).getString("mode"));
  }

  @Test
  void noKey_returns401() {
    given().contentType(ContentType.JSON).body("{}").post(PATH).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    String number = Operator.stock(backends);
    api.without(backends, Scope.NUMBERS_WRITE)
        .buy(number)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "write", 1);
    List<String> numbers = Operator.stock(backends, 2);
    api.buy(numbers.get(0)).statusCode(201);
    api.buy(numbers.get(1)).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
    assertEquals(1, peers.billing().holds(api.organization().id()).size());
  }

  private ValidatableResponse once(String key, String body) {
    return api.request()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then();
  }

  private List<JsonObject> events(String id, String type) {
    return backends.receiver("webhooks-service").payloads(type).stream()
        .filter(e -> e.getJsonObject("data").getString("phone_number_id").equals(id))
        .toList();
  }
}
