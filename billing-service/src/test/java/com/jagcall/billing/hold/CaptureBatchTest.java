package com.jagcall.billing.hold;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Statements;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CaptureBatchTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "1000.0000");
  }

  private ValidatableResponse capture(List<JsonObject> captures) {
    return billing.post(
        "calls-service", "captures", new JsonObject().put("captures", new JsonArray(captures)));
  }

  private JsonObject one(String holdId, String operationId, String amount) {
    return Billing.operation(operationId)
        .put("hold_id", billing.name(holdId))
        .put("amount", amount)
        .put("final", true);
  }

  @Test
  void aHundred_areChargedInAHandfulOfStatements() {
    List<JsonObject> captures =
        IntStream.range(0, 100).mapToObj(i -> one(billing.hold("2"), "c", "1.5")).toList();
    long before = Statements.count(backends.postgres());
    capture(captures)
        .statusCode(200)
        .body("captures", hasSize(100))
        .body("captures.result.captured", everyItem(equalTo("1.5000")))
        .body("captures.error", everyItem(nullValue()));
    assertEquals(3, Statements.count(backends.postgres()) - before);
    billing.has("850.0000", "0.0000");
    List<Object> first = capture(captures).extract().path("captures");
    assertEquals(first, capture(captures).extract().path("captures"));
    billing.has("850.0000", "0.0000");
  }

  @Test
  void severalOrganizations_canBeInOne() {
    Billing other = Billing.with(backends, "5");
    String theirs = other.hold("2");
    String ours = billing.hold("2");
    capture(List.of(one(ours, "c", "1"), one(theirs, "c", "1").put("hold_id", other.name(theirs))))
        .statusCode(200)
        .body("captures.result.captured", equalTo(List.of("1.0000", "1.0000")));
    billing.has("999.0000", "0.0000");
    other.has("4.0000", "0.0000");
  }

  @Test
  void whatCannotBeDone_stopsNothingElse() {
    String id = billing.hold("2");
    capture(
            List.of(
                one("absent", "c", "1"),
                one(id, "c1", "1"),
                one(id, "c2", "1"),
                one(id, "c1", "1"),
                one(id, "c1", "1.1")))
        .statusCode(200)
        .body("captures[0].error.code", equalTo("not_found"))
        .body("captures[0].result", nullValue())
        .body("captures[1].result.captured", equalTo("1.0000"))
        .body("captures[2].error.code", equalTo("conflict"))
        .body("captures[3].result.captured", equalTo("1.0000"))
        .body("captures[4].error.code", equalTo("idempotency_conflict"));
    billing.has("999.0000", "0.0000");
  }

  @Test
  void severalOfOneHold_areDoneInTheirOrder() {
    String id = billing.hold("2");
    capture(
            List.of(
                one(id, "c1", "0.5").put("final", false),
                one(id, "c2", "0.75").put("final", false),
                one(id, "c3", "1")))
        .body("captures.result.remaining", equalTo(List.of("1.5000", "0.7500", "0.0000")))
        .body("captures.result.captured", equalTo(List.of("0.5000", "0.7500", "1.0000")));
    billing.has("997.7500", "0.0000");
  }

  @Test
  void noneOrTooMany_returns422() {
    capture(List.of()).statusCode(422).body("error.details[0].field", equalTo("captures"));
    capture(IntStream.range(0, 101).mapToObj(i -> one("absent", "c" + i, "1")).toList())
        .statusCode(422);
    capture(List.of(one("absent", "c", "-1")))
        .statusCode(422)
        .body("error.details[0].field", equalTo("captures[0].amount"));
  }
}
