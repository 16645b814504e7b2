package com.jagcall.billing.hold;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Invariants;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PlaceHoldTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10.0000");
  }

  @Test
  void amount_isSetAside() {
    Instant before = Instant.now();
    String expires =
        billing
            .place(billing.order("h1", "2.5"))
            .statusCode(201)
            .body("hold_id", equalTo(billing.name("h1")))
            .body("status", equalTo("open"))
            .body("amount", equalTo("2.5000"))
            .body("currency", equalTo("USD"))
            .body("price_id", nullValue())
            .extract()
            .path("expires_at");
    Duration lifetime = Duration.between(before, Instant.parse(expires));
    assertEquals(3600, lifetime.toSeconds(), 60);
    billing.has("7.5000", "2.5000");
  }

  @Test
  void quantityOfAProduct_isRatedByTheLongestPrefix() {
    JsonObject order = billing.order("h1").put("product", "voice_outbound").put("quantity", 60);
    billing
        .place(order.copy().put("destination", "+15550100123"))
        .statusCode(201)
        .body("amount", equalTo("0.0140"))
        .body("price_id", startsWith("v"));
    billing
        .place(order.copy().put("hold_id", billing.name("h2")).put("destination", "+12425550123"))
        .body("amount", equalTo("0.2500"));
    billing
        .place(order.copy().put("hold_id", billing.name("h3")))
        .body("amount", equalTo("0.4500"));
    billing.has("9.2860", "0.7140");
  }

  @Test
  void repetition_answersTheSameAndHoldsOnce() {
    JsonObject order = billing.order("h1", "2.5");
    Map<String, Object> first = billing.place(order).statusCode(201).extract().path("");
    assertEquals(first, billing.place(order.put("amount", "2.50000")).extract().path(""));
    billing.has("7.5000", "2.5000");
    billing.extend("h1", "e1", "1").statusCode(200);
    billing.release("h1", "r1").statusCode(200);
    assertEquals(first, billing.place(order).statusCode(201).extract().path(""));
    billing.has("10.0000", "0.0000");
  }

  @Test
  void nameOfAnotherHold_returns409() {
    billing.place(billing.order("h1", "2.5")).statusCode(201);
    billing
        .place(billing.order("h1", "2.6"))
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
    Billing other = Billing.with(backends, "10");
    other.place(other.order("h1", "2.5").put("hold_id", billing.name("h1"))).statusCode(409);
    billing.has("7.5000", "2.5000");
    other.has("10.0000", "0.0000");
  }

  @Test
  void oneNameForTwoOrganizationsAtOnce_isOneHold() {
    Billing other = Billing.with(backends, "10");
    for (int i = 0; i < 10; i++) {
      String name = billing.name("both" + i);
      List<Integer> answers =
          Stream.of(billing, other, billing, other)
              .parallel()
              .map(one -> one.place(one.order("x", "1").put("hold_id", name)))
              .map(answer -> answer.extract().statusCode())
              .sorted()
              .toList();
      assertEquals(List.of(201, 201, 409, 409), answers);
    }
    assertEquals(0, backends.postgres().count(Invariants.BROKEN));
  }

  @Test
  void sameNameOfAnotherService_isAnotherHold() {
    billing.place(billing.order("h1", "1")).statusCode(201);
    billing.post("numbers-service", "holds", billing.order("h1", "1")).statusCode(201);
    billing.has("8.0000", "2.0000");
  }

  @Test
  void moreThanIsAvailable_returns402_sayingHowMuchThereIs() {
    billing.hold("8");
    billing
        .place(billing.order("h2", "2.0001"))
        .statusCode(402)
        .body("error.code", equalTo("insufficient_balance"))
        .body("error.message", containsString("2.0001 USD is needed and 2.0000 USD is available"));
    billing.place(billing.order("h2", "2")).statusCode(201);
    billing.has("0.0000", "10.0000");
  }

  @Test
  void organizationNobodyKnows_hasNothing() {
    Billing other = Billing.of(backends);
    other
        .place(other.order("h1", "0.0001"))
        .statusCode(402)
        .body("error.message", containsString("and 0.0000 USD is available"));
  }

  @Test
  void testMode_hasPlayMoney() {
    Billing play = billing.testMode();
    play.has("100.0000", "0.0000");
    play.place(play.order("h9", "99")).statusCode(201);
    play.has("1.0000", "99.0000");
    play.place(play.order("h10", "2")).statusCode(402);
    billing.has("10.0000", "0.0000");
  }

  @Test
  void newDay_refillsPlayMoney_once() {
    Billing play = billing.testMode();
    String id = play.hold("60");
    play.capture(id, "c1", "50", true).statusCode(200);
    play.has("50.0000", "0.0000");
    backends
        .postgres()
        .execute(
            "UPDATE billing.balance SET refilled_on = refilled_on - 1 WHERE organization_id = '%s'"
                .formatted(play.organization().id()));
    play.has("100.0000", "0.0000");
    play.hold("1");
    play.has("99.0000", "1.0000");
    play.hold("98");
    play.has("1.0000", "99.0000");
  }

  @Test
  void expiredHolds_giveWhatTheyHeldToTheNext() {
    String first = billing.hold("10");
    billing.expire(first);
    billing.place(billing.order("h2", "9")).statusCode(201);
    billing.has("1.0000", "9.0000");
  }

  @Test
  void manyAtOnce_getWhatThereIs() {
    long placed =
        IntStream.range(0, 40)
            .parallel()
            .map(i -> billing.place(billing.order("h" + i, "1")).extract().statusCode())
            .filter(status -> status == 201)
            .count();
    assertEquals(10, placed);
    billing.has("0.0000", "10.0000");
  }
}
