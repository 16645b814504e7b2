package com.jagcall.billing.transaction;

import static com.jagcall.billing.testing.Billing.TRANSACTIONS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Statements;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListTransactionsTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10");
  }

  private List<String> types(String query) {
    return billing.get(TRANSACTIONS + query).statusCode(200).extract().path("data.type");
  }

  /** A call that was held for, charged and done. */
  private void call(String holdId) {
    JsonObject order =
        billing
            .order(holdId)
            .put("product", "voice_outbound")
            .put("destination", "+15550100123")
            .put("quantity", 120);
    billing.place(order).statusCode(201);
    billing
        .change(holdId, "captures", Billing.operation("c1").put("quantity", 60).put("final", true))
        .statusCode(200);
  }

  @Test
  void everyMovement_saysWhatItWasForAndWhatItDid() {
    call("h1");
    billing
        .get(TRANSACTIONS)
        .statusCode(200)
        .body("data.type", equalTo(List.of("capture", "hold", "top_up")))
        .body("data[0].id", startsWith("txn_"))
        .body("data[0].amount", equalTo("-0.0140"))
        .body("data[0].available", equalTo("0.0140"))
        .body("data[0].held", equalTo("-0.0280"))
        .body("data[0].currency", equalTo("USD"))
        .body("data[0].description", equalTo("Call to +15550100123"))
        .body("data[0].resource.type", equalTo("call"))
        .body("data[0].resource.id", equalTo("call_h1"))
        .body("data[0].product", equalTo("voice_outbound"))
        .body("data[0].quantity", equalTo(60))
        .body("data[1].amount", equalTo("0.0000"))
        .body("data[1].available", equalTo("-0.0280"))
        .body("data[1].held", equalTo("0.0280"))
        .body("data[2].amount", equalTo("10.0000"))
        .body("data[2].description", equalTo("Paid by card"))
        .body("data[2].resource", nullValue())
        .body("data[2].product", nullValue())
        .body("pagination.total", equalTo(3));
  }

  @Test
  void allAmounts_areTheBalance() {
    IntStream.range(0, 4).forEach(i -> call("h" + i));
    billing.hold("3");
    List<String> amounts = billing.get(TRANSACTIONS).extract().path("data.amount");
    BigDecimal sum = amounts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    billing.get(Billing.BALANCE).body("balance", equalTo(sum.toPlainString()));
  }

  @Test
  void pages_divideTheList_andAPageBeyondItKnowsTheTotal() {
    billing.release(billing.hold("3"), "r1").statusCode(200);
    assertEquals(List.of("release", "hold"), types("?per_page=2"));
    assertEquals(List.of("top_up"), types("?per_page=2&page=2"));
    for (String filter : List.of("", "&created_after=2020-01-01T00:00:00Z")) {
      billing
          .get(TRANSACTIONS + "?per_page=2&page=3" + filter)
          .statusCode(200)
          .body("data", empty())
          .body("pagination.page", equalTo(3))
          .body("pagination.total", equalTo(3));
    }
  }

  @Test
  void filters_mustAllHold() {
    call("h1");
    call("h2");
    assertEquals(List.of("capture", "capture"), types("?type=capture"));
    assertEquals(List.of("capture", "hold"), types("?resource_id=call_h1"));
    assertEquals(List.of("hold"), types("?resource_id=call_h1&type=hold"));
    assertEquals(List.of(), types("?resource_id=call_h3"));
    String time = billing.get(TRANSACTIONS).extract().path("data[2].created_at");
    assertEquals(List.of("capture", "hold"), types("?created_after=" + time));
    assertEquals(List.of("hold", "top_up"), types("?created_before=" + time));
    billing.get(TRANSACTIONS + "?type=capture&per_page=1").body("pagination.total", equalTo(2));
  }

  @Test
  void oneStatement_readsRowsAndTotal() {
    call("h1");
    for (String query : List.of("", "?type=capture&resource_id=call_h1")) {
      billing.get(TRANSACTIONS + query).statusCode(200);
      long before = Statements.count(backends.postgres());
      billing.get(TRANSACTIONS + query).statusCode(200);
      assertEquals(before + 1, Statements.count(backends.postgres()));
    }
  }

  @Test
  void otherOrganizationsAndModes_areApart() {
    Billing.with(backends, "10").hold("1");
    billing.testMode().hold("1");
    assertEquals(List.of("top_up"), types(""));
    billing
        .testMode()
        .get(TRANSACTIONS)
        .body("data.type", equalTo(List.of("hold", "play_money")))
        .body("pagination.total", equalTo(2));
    Billing.of(backends).get(TRANSACTIONS).body("pagination.total", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({
    "type=x, type",
    "type=TOP_UP, type",
    "created_after=yesterday, created_after",
    "created_after=2026-01-01, created_after",
    "created_before=2026-13-01T00:00:00Z, created_before",
    "created_before=%2B99999-01-01T00:00:00Z, created_before",
    "created_before=-0001-01-01T00:00:00Z, created_before",
    "page=x, page",
    "per_page=1.5, per_page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    billing
        .get(TRANSACTIONS + "?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @ParameterizedTest
  @CsvSource({
    "page=0, page",
    "page=99999999999, page",
    "per_page=101, per_page",
    "resource_id=a%00b, resource_id",
    "resource_id=a%E2%80%AEb, resource_id",
    "resource_id=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345, resource_id",
  })
  void parameterOutOfItsRange_returns422(String query, String parameter) {
    billing
        .get(TRANSACTIONS + "?" + query)
        .statusCode(422)
        .body("error.code", equalTo("validation_error"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void severalUnreadableParameters_areAllNamed() {
    billing
        .get(TRANSACTIONS + "?type=x&created_after=x&created_before=x")
        .statusCode(400)
        .body("error.details.field", equalTo(List.of("type", "created_after", "created_before")));
  }

  @Test
  void noKey_returns401() {
    given().get(TRANSACTIONS).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    billing
        .without(Scope.BILLING_READ)
        .get(TRANSACTIONS)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(billing.key(), "read", 2);
    Billing.with(backends, "1");
    IntStream.range(0, 2).forEach(i -> types(""));
    billing.get(TRANSACTIONS).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }
}
