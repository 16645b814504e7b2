package com.jagcall.billing.hold;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExtendHoldTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10.0000");
  }

  @Test
  void more_isSetAside_andTheHoldLivesOn() {
    Instant first =
        Instant.parse(
            billing.place(billing.order("h1", "2")).statusCode(201).extract().path("expires_at"));
    String later =
        billing
            .change(
                "h1",
                "extensions",
                Billing.operation("e1").put("amount", "3").put("expires_in_seconds", 7200))
            .statusCode(200)
            .body("extended", equalTo("3.0000"))
            .body("remaining", equalTo("5.0000"))
            .body("status", equalTo("open"))
            .extract()
            .path("expires_at");
    assertTrue(Instant.parse(later).isAfter(first.plusSeconds(3000)), later);
    billing.has("5.0000", "5.0000");
  }

  @Test
  void shorterLife_isNotMadeShorter() {
    String first =
        billing.place(billing.order("h1", "2")).statusCode(201).extract().path("expires_at");
    billing
        .change(
            "h1",
            "extensions",
            Billing.operation("e1").put("amount", "0").put("expires_in_seconds", 1))
        .statusCode(200)
        .body("expires_at", equalTo(first));
  }

  @Test
  void quantities_costTogetherWhatTheWholeCosts() {
    JsonObject order =
        billing
            .order("h1")
            .put("product", "voice_outbound")
            .put("destination", "+15550100123")
            .put("quantity", 1);
    billing.place(order).body("amount", equalTo("0.0014"));
    billing
        .change(
            "h1",
            "extensions",
            Billing.operation("e1").put("quantity", 59).put("expires_in_seconds", 60))
        .body("remaining", equalTo("0.0140"));
    billing.has("9.9860", "0.0140");
  }

  @Test
  void moreThanIsAvailable_returns402_andIsJudgedAnew() {
    String id = billing.hold("9");
    billing
        .extend(id, "e1", "1.5")
        .statusCode(402)
        .body("error.code", equalTo("insufficient_balance"))
        .body("error.message", containsString("1.5000 USD is needed and 1.0000 USD is available"));
    billing.topUp("1");
    billing.extend(id, "e1", "1.5").statusCode(200);
    billing.has("0.5000", "10.5000");
  }

  @Test
  void repetition_answersTheSameAndHoldsOnce() {
    String id = billing.hold("9");
    Map<String, Object> first = billing.extend(id, "e1", "1").statusCode(200).extract().path("");
    assertEquals(first, billing.extend(id, "e1", "1").statusCode(200).extract().path(""));
    billing.extend(id, "e1", "2").statusCode(409);
    billing.has("0.0000", "10.0000");
  }

  @Test
  void expiredHold_returns409() {
    String id = billing.hold("9");
    billing.expire(id);
    billing.extend(id, "e1", "1").statusCode(409).body("error.message", containsString("expired"));
  }

  @Test
  void otherServicesHold_answersAsAnAbsentOne() {
    String id = billing.hold("4");
    JsonObject body = Billing.operation("e1").put("amount", "1").put("expires_in_seconds", 60);
    billing
        .post("messaging-service", "holds/" + billing.name(id) + "/extensions", body)
        .statusCode(404);
    billing.change("absent", "extensions", body).statusCode(404);
  }
}
