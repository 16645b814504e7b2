package com.jagcall.billing.funding;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdjustmentTest {
  Backends backends;
  private Billing billing;
  private String adjustment;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10");
    adjustment = Ids.next("adj_");
  }

  @Test
  void amount_isAddedOrTakenAway() {
    billing
        .post("operator", "adjustments", billing.adjustment(adjustment, "2.5"))
        .statusCode(201)
        .body("type", equalTo("adjustment"))
        .body("amount", equalTo("2.5000"));
    billing
        .post("operator", "adjustments", billing.adjustment(adjustment + "2", "-12.25"))
        .statusCode(201)
        .body("amount", equalTo("-12.2500"));
    billing.has("0.2500", "0.0000");
  }

  @Test
  void moreThanIsAvailable_returns402() {
    billing.hold("6");
    billing
        .post("operator", "adjustments", billing.adjustment(adjustment, "-4.0001"))
        .statusCode(402)
        .body("error.message", containsString("4.0001 USD is needed and 4.0000 USD is available"));
    billing.has("4.0000", "6.0000");
  }

  @Test
  void repetition_answersTheSameAndIsDoneOnce() {
    JsonObject body = billing.adjustment(adjustment, "-1");
    Map<String, Object> first = billing.post("operator", "adjustments", body).extract().path("");
    assertEquals(
        first, billing.post("operator", "adjustments", body).statusCode(201).extract().path(""));
    billing.post("operator", "adjustments", billing.adjustment(adjustment, "1")).statusCode(409);
    billing.has("9.0000", "0.0000");
  }

  @Test
  void nameOfAPayment_isAnotherName() {
    String name = Ids.next("same_");
    billing.post("operator", "top-ups", billing.payment(name, "1")).statusCode(201);
    billing.post("operator", "adjustments", billing.adjustment(name, "1")).statusCode(201);
    billing.has("12.0000", "0.0000");
  }

  @Test
  void anotherService_returns403() {
    billing
        .post("calls-service", "adjustments", billing.adjustment(adjustment, "1"))
        .statusCode(403);
  }
}
