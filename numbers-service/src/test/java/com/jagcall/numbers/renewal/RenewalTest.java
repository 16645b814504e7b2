package com.jagcall.numbers.renewal;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.numbers.stock.StockUpkeep;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RenewalTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  Backends backends;
  Peers peers;
  @Inject Renewal renewal;
  @Inject DueNumbers due;
  @Inject StockUpkeep upkeep;
  @Inject MovableClock clock;
  private NumbersApi api;
  private String organization;

  @BeforeEach
  void newOrganization() {
    // What other tests have bought is nobody's concern here.
    backends.postgres().execute("DELETE FROM numbers.phone_number");
    api = NumbersApi.unlimited(backends);
    organization = api.organization().id();
  }

  @AfterEach
  void backToThePresent() {
    clock.reset();
    peers.billing().reset();
    peers.agents().setAway(false);
    backends.postgres().execute("DELETE FROM numbers.phone_number");
  }

  private void run() {
    Jobs.run(renewal::renewDue);
  }

  private void pass(Duration time) {
    clock.move(time);
    run();
  }

  /** To the moment at which the number's paid time ends. */
  private void passUntilDue(String id) {
    Instant end = Instant.parse(api.get(id).statusCode(200).extract().path("paid_until"));
    pass(Duration.between(clock.instant(), end).plusSeconds(1));
  }

  private List<String> events(String id) {
    return backends.receiver("webhooks-service").events().stream()
        .filter(
            event ->
                id.equals(
                    event
                        .getJsonObject("payload")
                        .getJsonObject("data")
                        .getString("phone_number_id")))
        .map(event -> event.getString("type"))
        .toList();
  }

  private void awaitEvents(String id, String... types) {
    await().atMost(LIMIT).untilAsserted(() -> assertEquals(List.of(types), events(id)));
  }

  @Test
  void paidNumber_isLeftAlone_untilItsMonthIsOver() {
    String id = api.own(Operator.stock(backends));
    Instant bought = Instant.parse(api.get(id).extract().path("created_at"));
    pass(Duration.ofDays(27));
    assertEquals(1, peers.billing().holds(organization).size());
    passUntilDue(id);
    assertEquals(2, peers.billing().holds(organization).size());
    assertEquals(
        bought.atOffset(ZoneOffset.UTC).plusMonths(2).toInstant(),
        Instant.parse(api.get(id).extract().path("paid_until")));
    run();
    assertEquals(2, peers.billing().holds(organization).size());
    await()
        .atMost(LIMIT)
        .until(() -> peers.billing().events(organization, "hold.capture").size() == 2);
    JsonObject hold = peers.billing().holds(organization).get(1);
    assertEquals("1.1500", hold.getString("amount"));
    assertEquals(id, hold.getJsonObject("resource").getString("id"));
    awaitEvents(id, "number.purchased", "number.renewed");
  }

  @Test
  void balanceTooLow_graceThenSuspensionThenRelease_eachToldOnce() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    String agent = peers.agents().agent(organization, "live");
    api.assign(id, agent).statusCode(200);
    peers.billing().setBalance(organization, "1");
    passUntilDue(id);
    api.get(id).body("status", equalTo("grace")).body("agent_id", equalTo(agent));
    for (int day = 1; day < 7; day++) {
      pass(Duration.ofDays(1));
      api.get(id).body("status", equalTo("grace"));
    }
    pass(Duration.ofDays(1));
    api.get(id).body("status", equalTo("suspended")).body("agent_id", equalTo(agent));
    api.list("?status=suspended").body("pagination.total", equalTo(1));
    pass(Duration.ofDays(29));
    api.get(id).body("status", equalTo("suspended"));
    pass(Duration.ofDays(1));
    api.get(id).statusCode(404);
    awaitEvents(
        id, "number.purchased", "number.renewal_failed", "number.suspended", "number.released");
    assertEquals(1, peers.billing().holds(organization).size());
    await().atMost(LIMIT).until(() -> peers.agents().told(agent).size() == 2);
    assertNull(peers.agents().told(agent).get(1).getString("phone_number"));
    NumbersApi.of(backends).buy(number).statusCode(409);
    clock.move(Duration.ofDays(31));
    Jobs.run(upkeep::endQuarantines);
    NumbersApi.of(backends).buy(number).statusCode(201);
  }

  @Test
  void moneyComesBack_theNumberIsActiveAgain() {
    String id = api.own(Operator.stock(backends));
    peers.billing().setBalance(organization, "0");
    passUntilDue(id);
    pass(Duration.ofDays(7));
    api.get(id).body("status", equalTo("suspended"));
    peers.billing().setBalance(organization, "10");
    pass(Duration.ofDays(1));
    api.get(id).body("status", equalTo("active"));
    await()
        .atMost(LIMIT)
        .until(() -> peers.billing().events(organization, "hold.capture").size() == 2);
    awaitEvents(
        id,
        "number.purchased",
        "number.renewal_failed",
        "number.suspended",
        "number.renewed",
        "number.resumed");
  }

  @Test
  void billingAway_changesNothing_andIsTriedAgainAfterTheLease() {
    String id = api.own(Operator.stock(backends));
    peers.billing().setAway(true);
    passUntilDue(id);
    api.get(id).body("status", equalTo("active"));
    peers.billing().setAway(false);
    pass(Duration.ofMinutes(14));
    assertEquals(1, peers.billing().holds(organization).size());
    // The circuit may be open for half a second.
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    pass(Duration.ofMinutes(2));
    assertEquals(2, peers.billing().holds(organization).size());
    awaitEvents(id, "number.purchased", "number.renewed");
  }

  @Test
  void severalReplicasAtOnce_chargeEachNumberOnce() {
    List<String> ids = Operator.stock(backends, 30).stream().map(api::own).toList();
    clock.move(Duration.ofDays(32));
    List<CompletableFuture<Void>> replicas =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(this::run)).toList();
    replicas.forEach(CompletableFuture::join);
    assertEquals(60, peers.billing().holds(organization).size());
    await()
        .atMost(LIMIT)
        .until(() -> peers.billing().events(organization, "hold.capture").size() == 60);
    ids.forEach(id -> awaitEvents(id, "number.purchased", "number.renewed"));
  }

  @Test
  void replicaKilledAfterItsHold_isFollowedByAnother_whenTheHoldIsOver() {
    String id = api.own(Operator.stock(backends));
    clock.move(Duration.ofDays(32));
    // A replica that claims the number, holds the money, and is never heard of again.
    assertEquals(
        1, due.claim(clock.instant(), Duration.ofMinutes(15), 10).await().atMost(LIMIT).size());
    pass(Duration.ofMinutes(14));
    assertEquals(1, peers.billing().holds(organization).size());
    pass(Duration.ofMinutes(1));
    assertEquals(2, peers.billing().holds(organization).size());
    awaitEvents(id, "number.purchased", "number.renewed");
  }

  @Test
  void replicaThatSleptThroughItsLease_findsTheNumberTaken_andLetsItsHoldGo() {
    String id = api.own(Operator.stock(backends));
    clock.move(Duration.ofDays(32));
    peers
        .billing()
        .onHold(
            () -> {
              // While this replica waits for its answer, its lease ends, and another one pays.
              peers.billing().onHold(() -> {});
              pass(Duration.ofMinutes(16));
            });
    run();
    await().atMost(LIMIT).until(() -> peers.billing().count(organization, "released") == 1);
    await()
        .atMost(LIMIT)
        .until(() -> peers.billing().events(organization, "hold.capture").size() == 2);
    awaitEvents(id, "number.purchased", "number.renewed");
  }

  @Test
  void numberReleasedMeanwhile_isNotPaidFor() {
    String id = api.own(Operator.stock(backends));
    clock.move(Duration.ofDays(32));
    peers.billing().onHold(() -> api.delete(id).statusCode(200));
    run();
    await().atMost(LIMIT).until(() -> peers.billing().count(organization, "released") == 1);
    assertEquals(1, peers.billing().count(organization, "active"));
    awaitEvents(id, "number.purchased", "number.released");
  }

  @Test
  void freeNumber_isRenewedWithoutAHold() {
    Operator.send(backends, "phone_number,monthly_price\n+17025550100,0\n").statusCode(200);
    String id = api.own("+17025550100");
    passUntilDue(id);
    api.get(id).body("status", equalTo("active")).body("agent_id", nullValue());
    assertEquals(List.of(), peers.billing().holds(organization));
    awaitEvents(id, "number.purchased", "number.renewed");
  }
}
