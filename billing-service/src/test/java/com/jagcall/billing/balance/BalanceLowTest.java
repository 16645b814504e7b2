package com.jagcall.billing.balance;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BalanceLowTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "20");
  }

  private ValidatableResponse threshold(String issuer, String organizationId, String body) {
    return billing
        .as(issuer)
        .contentType(ContentType.JSON)
        .body(body)
        .put("/internal/organizations/" + organizationId + "/balance-threshold")
        .then();
  }

  private List<JsonObject> told() {
    return backends.receiver("webhooks-service").events().stream()
        .filter(event -> event.getString("type").equals("billing.balance_low"))
        .map(event -> event.getJsonObject("payload"))
        .filter(event -> billing.organization().id().equals(event.getString("organization_id")))
        .toList();
  }

  private void awaitTold(int times) {
    await().atMost(Duration.ofSeconds(30)).until(() -> told().size() >= times);
    assertEquals(times, told().size());
  }

  @Test
  void crossingTheThreshold_isToldOnce() {
    String id = billing.hold("10");
    assertEquals(List.of(), told());
    billing.hold("0.5");
    billing.hold("0.5");
    awaitTold(1);
    JsonObject event = told().get(0);
    assertEquals("live", event.getString("mode"));
    assertEquals("billing.balance_low", event.getString("event"));
    assertEquals(
        new JsonObject()
            .put("available", "9.5000")
            .put("threshold", "10.0000")
            .put("currency", "USD"),
        event.getJsonObject("data"));
    billing.release(id, "r1").statusCode(200);
    billing.hold("15");
    awaitTold(2);
  }

  @Test
  void ownThreshold_counts() {
    threshold("operator", billing.organization().id(), "{\"mode\":\"live\",\"amount\":\"5\"}")
        .statusCode(200)
        .body("mode", equalTo("live"))
        .body("amount", equalTo("5.0000"));
    billing.hold("15");
    billing.hold("0.0001");
    awaitTold(1);
    threshold("operator", billing.organization().id(), "{\"mode\":\"live\"}")
        .statusCode(200)
        .body("amount", nullValue());
  }

  @Test
  void organizationNobodyKnows_canHaveOne() {
    Billing other = Billing.of(backends);
    threshold("operator", other.organization().id(), "{\"mode\":\"live\",\"amount\":\"0\"}")
        .statusCode(200);
    other.has("0.0000", "0.0000");
  }

  @Test
  void refusedRequests_setNothing() {
    String id = billing.organization().id();
    threshold("operator", "org_1", "{\"mode\":\"live\",\"amount\":\"5\"}").statusCode(404);
    threshold("operator", id, "{\"mode\":\"live\",\"amount\":\"-5\"}").statusCode(422);
    threshold("operator", id, "{\"amount\":\"5\"}").statusCode(422);
    threshold("operator", id, "{\"mode\":\"live\",\"amount\":5}").statusCode(400);
    threshold("calls-service", id, "{\"mode\":\"live\",\"amount\":\"5\"}").statusCode(403);
    billing.hold("11");
    awaitTold(1);
    assertEquals("10.0000", told().get(0).getJsonObject("data").getString("threshold"));
  }
}
