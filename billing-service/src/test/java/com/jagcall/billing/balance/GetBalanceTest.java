package com.jagcall.billing.balance;

import static com.jagcall.billing.testing.Billing.BALANCE;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.billing.testing.Statements;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetBalanceTest {
  Backends backends;
  private Billing billing;

  @BeforeEach
  void newOrganization() {
    billing = Billing.of(backends);
  }

  @Test
  void nothing_isNothing() {
    Map<String, Object> balance =
        billing
            .get(BALANCE)
            .statusCode(200)
            .body("balance", equalTo("0.0000"))
            .body("available", equalTo("0.0000"))
            .body("held", equalTo("0.0000"))
            .body("currency", equalTo("USD"))
            .body("updated_at", matchesPattern("20..-..-..T.*Z"))
            .extract()
            .path("");
    assertEquals(
        Set.of("balance", "available", "held", "currency", "updated_at"), balance.keySet());
  }

  @Test
  void balance_isWhatIsAvailableAndWhatIsHeld() {
    billing.topUp("24.51").statusCode(201);
    billing.hold("2.51");
    billing
        .get(BALANCE)
        .body("balance", equalTo("24.5100"))
        .body("available", equalTo("22.0000"))
        .body("held", equalTo("2.5100"));
  }

  @Test
  void oneRedisScriptAndOneStatement_readIt() {
    billing.topUp("10").statusCode(201);
    billing.get(BALANCE).statusCode(200);
    long commands = backends.redis().countCommands();
    long statements = Statements.count(backends.postgres());
    billing.get(BALANCE).statusCode(200);
    assertEquals(commands + 1, backends.redis().countCommands());
    assertEquals(statements + 1, Statements.count(backends.postgres()));
  }

  @Test
  void otherOrganizationsAndModes_areApart() {
    Billing.with(backends, "10");
    billing.testMode().hold("30");
    billing.has("0.0000", "0.0000");
    billing.testMode().has("70.0000", "30.0000");
  }

  @Test
  void noKey_returns401() {
    given().get(BALANCE).then().statusCode(401).body("error.code", equalTo("missing_api_key"));
  }

  @Test
  void scopeMissing_returns403() {
    billing
        .without(Scope.BILLING_READ)
        .get(BALANCE)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void sixtyFirstRequestInAMinute_returns429() {
    Billing limited = Billing.limited(backends);
    IntStream.range(0, 60).forEach(i -> limited.get(BALANCE).statusCode(200));
    String wait =
        limited
            .get(BALANCE)
            .statusCode(429)
            .body("error.code", equalTo("rate_limit_exceeded"))
            .extract()
            .header("Retry-After");
    assertTrue(Integer.parseInt(wait) >= 1 && Integer.parseInt(wait) <= 60, wait);
  }
}
