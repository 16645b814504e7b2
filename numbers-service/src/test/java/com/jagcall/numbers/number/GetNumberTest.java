package com.jagcall.numbers.number;

import static com.jagcall.common.testing.Envelope.notFound;
import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetNumberTest {
  private static final String ABSENT = "pn_0000000000000000";

  Backends backends;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.of(backends);
  }

  @Test
  void ownNumber_isAnswered() {
    String number = Operator.stock(backends);
    String id = api.own(number);
    api.get(id).statusCode(200).body("id", equalTo(id)).body("phone_number", equalTo(number));
  }

  @Test
  void oneRead_costsOneScriptAndOneStatement() {
    String id = api.own(Operator.stock(backends));
    api.get(id).statusCode(200);
    long statements = backends.postgres().countStatements("from phone_number");
    long commands = backends.redis().countCommands();
    for (int i = 0; i < 10; i++) {
      api.get(id).statusCode(200);
    }
    assertEquals(10, backends.redis().countCommands() - commands);
    assertEquals(10, backends.postgres().countStatements("from phone_number") - statements);
  }

  @Test
  void foreignNumber_andOneOfTheOtherMode_answerAsAnAbsentOne() {
    String theirs = NumbersApi.of(backends).own(Operator.stock(backends));
    String live = api.own(Operator.stock(backends));
    assertEquals(notFound(api.get(ABSENT)), notFound(api.get(theirs)));
    assertEquals(notFound(api.get(ABSENT)), notFound(api.testMode(backends).get(live)));
  }

  @Test
  void malformedIdentifiers_answerAsAnAbsentOne() {
    for (String id : List.of("x", "pn_", "agt_0000000000000000", "pn_" + "x".repeat(500))) {
      assertEquals(notFound(api.get(ABSENT)), notFound(api.get(id)));
    }
  }

  @Test
  void noKey_returns401() {
    given().get(PATH + "/" + ABSENT).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.NUMBERS_READ)
        .get(ABSENT)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "read", 2);
    api.get(ABSENT).statusCode(404);
    api.get(ABSENT).statusCode(404);
    String wait = api.get(ABSENT).statusCode(429).extract().header("Retry-After");
    assertTrue(Integer.parseInt(wait) >= 1 && Integer.parseInt(wait) <= 60, wait);
  }
}
