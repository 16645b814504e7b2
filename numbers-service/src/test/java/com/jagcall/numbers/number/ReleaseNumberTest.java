package com.jagcall.numbers.number;

import static com.jagcall.common.testing.Envelope.notFound;
import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.numbers.stock.StockUpkeep;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReleaseNumberTest {
  private static final String ABSENT = "pn_0000000000000000";

  Backends backends;
  Peers peers;
  @Inject MovableClock clock;
  @Inject StockUpkeep upkeep;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.of(backends);
  }

  @AfterEach
  void backToThePresent() {
    clock.reset();
  }

  @Test
  void ownNumber_isGone_andItsOwnerAndItsAgentAreTold() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    String agent = peers.agents().agent(api.organization().id(), "live");
    api.assign(id, agent).statusCode(200);
    Map<String, Object> answer = api.delete(id).statusCode(200).extract().path("");
    assertEquals(Map.of("deleted", true, "id", id), answer);
    assertEquals(notFound(api.get(ABSENT)), notFound(api.get(id)));
    notFound(api.delete(id));
    notFound(api.assign(id, null));
    api.list("").body("pagination.total", equalTo(0));
    await().until(() -> peers.agents().told(agent).size() == 2);
    assertNull(peers.agents().told(agent).get(1).getString("phone_number"));
    await()
        .until(
            () ->
                backends.receiver("webhooks-service").payloads("number.released").stream()
                    .anyMatch(
                        event ->
                            agent.equals(event.getString("agent_id"))
                                && id.equals(
                                    event.getJsonObject("data").getString("phone_number_id"))));
  }

  @Test
  void releasedNumber_isInQuarantine_beforeItCanBeBoughtAgain() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    api.delete(id).statusCode(200);
    NumbersApi next = NumbersApi.of(backends);
    String search = "{\"country\":\"US\",\"contains\":\"" + number.substring(1) + "\"}";
    assertEquals(List.of(), next.found(search));
    next.buy(number).statusCode(409);
    clock.move(Duration.ofDays(30).minusHours(1));
    Jobs.run(upkeep::endQuarantines);
    next.buy(number).statusCode(409);
    clock.move(Duration.ofHours(1));
    Jobs.run(upkeep::endQuarantines);
    assertEquals(List.of(number), next.found(search));
    assertNotEquals(id, next.own(number));
    notFound(api.get(id));
  }

  @Test
  void concurrentReleases_succeedOnce() {
    String id = api.own(Operator.stock(backends));
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 6)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> api.delete(id).extract().statusCode()))
            .toList();
    List<Integer> statuses = running.stream().map(CompletableFuture::join).toList();
    assertEquals(1, Collections.frequency(statuses, 200));
    assertEquals(5, Collections.frequency(statuses, 404));
  }

  @Test
  void foreignNumber_andOneOfTheOtherMode_answerAsAnAbsentOne() {
    NumbersApi others = NumbersApi.of(backends);
    String theirs = others.own(Operator.stock(backends));
    assertEquals(notFound(api.delete(ABSENT)), notFound(api.delete(theirs)));
    assertEquals(notFound(api.delete(ABSENT)), notFound(api.delete("malformed")));
    others.get(theirs).statusCode(200);
    String live = api.own(Operator.stock(backends));
    notFound(api.testMode(backends).delete(live));
    api.get(live).statusCode(200);
  }

  @Test
  void noKey_returns401() {
    given().delete(PATH + "/" + ABSENT).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.own(Operator.stock(backends));
    api.without(backends, Scope.NUMBERS_WRITE)
        .delete(id)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
    api.get(id).statusCode(200);
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "write", 1);
    api.delete(ABSENT).statusCode(404);
    api.delete(ABSENT).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }
}
