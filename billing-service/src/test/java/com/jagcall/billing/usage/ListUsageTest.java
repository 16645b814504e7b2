package com.jagcall.billing.usage;

import static com.jagcall.billing.testing.Billing.USAGE;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Statements;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListUsageTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.with(backends, "10");
  }

  private void use(Billing whose, String holdId, String product, int quantity) {
    JsonObject order = whose.order(holdId).put("product", product).put("quantity", quantity);
    whose.place(order).statusCode(201);
    whose
        .change(
            holdId,
            "captures",
            Billing.operation("c1").put("quantity", quantity).put("final", true))
        .statusCode(200);
  }

  /** Usage of a day long ago, as it would stand there. */
  private void used(String day, String product) {
    backends
        .postgres()
        .execute(
            "INSERT INTO billing.usage_day VALUES ('%s', 'live', '%s', '%s', 7, 3500, 2)"
                .formatted(billing.organization().id(), day, product));
  }

  @Test
  void charges_areAddedUpByDayAndProduct() {
    use(billing, "h1", "agent_minute", 60);
    use(billing, "h2", "agent_minute", 30);
    use(billing, "h3", "sms_inbound", 2);
    billing.capture(billing.hold("2"), "c1", "1.5", true).statusCode(200);
    billing.hold("1");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    billing
        .get(USAGE)
        .statusCode(200)
        .body("data.product", equalTo(List.of("agent_minute", "call", "sms_inbound")))
        .body("data[0].day", equalTo(today))
        .body("data[0].quantity", equalTo(90))
        .body("data[0].unit", equalTo("second"))
        .body("data[0].amount", equalTo("0.0750"))
        .body("data[0].currency", equalTo("USD"))
        .body("data[0].count", equalTo(2))
        .body("data[1].amount", equalTo("1.5000"))
        .body("data[1].unit", nullValue())
        .body("data[1].quantity", equalTo(0))
        .body("data[2].quantity", equalTo(2))
        .body("data[2].amount", equalTo("0.0158"))
        .body("pagination.total", equalTo(3));
  }

  @Test
  void days_areThoseAskedFor_bothEndsIncluded_theLatestFirst() {
    used("2026-01-01", "sms_outbound");
    used("2026-01-02", "voice_outbound");
    used("2026-01-02", "agent_minute");
    used("2026-01-03", "sms_outbound");
    used("2026-01-04", "sms_outbound");
    billing
        .get(USAGE + "?from=2026-01-02&to=2026-01-03")
        .body("data.day", equalTo(List.of("2026-01-03", "2026-01-02", "2026-01-02")))
        .body("data.product", equalTo(List.of("sms_outbound", "agent_minute", "voice_outbound")));
    billing
        .get(USAGE + "?to=2026-01-31&per_page=2&page=2")
        .body("data.day", equalTo(List.of("2026-01-02", "2026-01-02")))
        .body("pagination.total", equalTo(4));
    billing.get(USAGE).body("data", empty()).body("pagination.total", equalTo(0));
  }

  @Test
  void oneStatement_readsRowsAndTotal() {
    billing.get(USAGE).statusCode(200);
    long before = Statements.count(backends.postgres());
    billing.get(USAGE).statusCode(200);
    assertEquals(before + 1, Statements.count(backends.postgres()));
  }

  @Test
  void otherOrganizationsAndModes_areApart() {
    use(Billing.with(backends, "1"), "h1", "sms_inbound", 1);
    use(billing.testMode(), "h1", "sms_outbound", 1);
    billing.get(USAGE).body("data", empty());
    billing.testMode().get(USAGE).body("data.product", equalTo(List.of("sms_outbound")));
  }

  @ParameterizedTest
  @CsvSource({
    "from=x, from",
    "from=2026-1-1, from",
    "from=2026-02-30, from",
    "from=2026-01-01T00:00:00Z, from",
    "to=%2B99999-01-01, to",
    "page=x, page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    billing
        .get(USAGE + "?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-01-02&to=2026-01-01, from",
    "from=2026-01-01&to=2026-04-03, to",
    "from=0001-01-01, to",
    "per_page=0, per_page",
  })
  void daysOutOfTheirRange_return422(String query, String parameter) {
    billing
        .get(USAGE + "?" + query)
        .statusCode(422)
        .body("error.code", equalTo("validation_error"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void ninetyTwoDays_canBeAskedFor() {
    billing.get(USAGE + "?from=2026-01-01&to=2026-04-02").statusCode(200);
  }

  @Test
  void noKey_returns401() {
    given().get(USAGE).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    billing.without(Scope.BILLING_READ).get(USAGE).statusCode(403);
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(billing.key(), "read", 2);
    IntStream.range(0, 2).forEach(i -> billing.get(USAGE).statusCode(200));
    billing.get(USAGE).statusCode(429);
  }
}
