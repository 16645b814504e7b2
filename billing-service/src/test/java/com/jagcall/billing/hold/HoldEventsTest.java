package com.jagcall.billing.hold;

import static org.hamcrest.Matchers.equalTo;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldEventsTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10.0000");
  }

  private ValidatableResponse send(String sender, String id, String type, JsonObject payload) {
    JsonObject event =
        new JsonObject()
            .put("id", id)
            .put("type", type)
            .put("key", payload.getString("hold_id", "?"))
            .put("at", Instant.now().toString())
            .put("payload", payload);
    return billing
        .post(sender, "events", new JsonObject().put("events", new JsonArray(List.of(event))))
        .statusCode(200);
  }

  private JsonObject about(String holdId, String operationId) {
    return Billing.operation(operationId).put("hold_id", billing.name(holdId));
  }

  @Test
  void capture_chargesTheSendersHold_once() {
    String id = billing.hold("4");
    String event = Ids.next("evt_");
    JsonObject capture = about(id, "c1").put("amount", "1").put("final", true);
    send("calls-service", event, "hold.capture", capture).body("refused", equalTo(List.of()));
    send("calls-service", event, "hold.capture", capture).body("refused", equalTo(List.of()));
    send("calls-service", Ids.next("evt_"), "hold.capture", capture)
        .body("refused", equalTo(List.of()));
    billing.has("9.0000", "0.0000");
  }

  @Test
  void release_givesTheSendersHoldBack() {
    String id = billing.hold("4");
    send("calls-service", Ids.next("evt_"), "hold.release", about(id, "r1"))
        .body("refused", equalTo(List.of()));
    billing.has("10.0000", "0.0000");
  }

  @Test
  void whatCannotBeDone_comesAgain() {
    String id = billing.hold("4");
    List<JsonObject> payloads =
        List.of(
            about("absent", "c1").put("amount", "1"),
            about(id, "c1"),
            about(id, "c1").put("amount", "-1"),
            about(id, "c1").put("amount", 1),
            Billing.operation("c1").put("amount", "1"),
            new JsonObject());
    for (JsonObject payload : payloads) {
      String event = Ids.next("evt_");
      send("calls-service", event, "hold.capture", payload)
          .body("refused", equalTo(List.of(event)));
    }
    String event = Ids.next("evt_");
    send("numbers-service", event, "hold.capture", about(id, "c1").put("amount", "1"))
        .body("refused", equalTo(List.of(event)));
    billing.has("6.0000", "4.0000");
  }
}
