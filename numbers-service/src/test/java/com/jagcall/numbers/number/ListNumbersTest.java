package com.jagcall.numbers.number;

import static com.jagcall.numbers.testing.NumbersApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListNumbersTest {
  Backends backends;
  Peers peers;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.of(backends);
  }

  @Test
  void nothingBought_isAnEmptyList() {
    api.list("")
        .statusCode(200)
        .body("data", empty())
        .body("pagination.page", equalTo(1))
        .body("pagination.per_page", equalTo(20))
        .body("pagination.total", equalTo(0));
  }

  @Test
  void ownNumbers_areListedNewestFirst_inPages() {
    List<String> bought = new ArrayList<>();
    Operator.stock(backends, 5).forEach(number -> bought.add(0, api.own(number)));
    NumbersApi.of(backends).own(Operator.stock(backends));
    assertEquals(bought, api.list("").extract().path("data.id"));
    assertEquals(bought.subList(2, 4), api.list("?page=2&per_page=2").extract().path("data.id"));
    api.list("?page=9&per_page=2").body("data", empty()).body("pagination.total", equalTo(5));
    api.testMode(backends).list("").body("pagination.total", equalTo(0));
  }

  @Test
  void filters_narrowTheList() {
    List<String> numbers = Operator.stock(backends, 2);
    String assigned = api.own(numbers.get(0));
    api.own(numbers.get(1));
    String agent = peers.agents().agent(api.organization().id(), "live");
    api.assign(assigned, agent).statusCode(200);
    assertEquals(List.of(assigned), api.list("?agent_id=" + agent).extract().path("data.id"));
    api.list("?agent_id=agt_0000000000000000").body("pagination.total", equalTo(0));
    api.list("?status=active&country=US&type=local").body("pagination.total", equalTo(2));
    api.list("?status=grace").body("pagination.total", equalTo(0));
    api.list("?country=CA").body("pagination.total", equalTo(0));
    api.list("?type=toll_free").body("pagination.total", equalTo(0));
  }

  @Test
  void oneList_costsOneScriptAndOneStatement() {
    api.own(Operator.stock(backends));
    api.list("").statusCode(200);
    long statements = backends.postgres().countStatements("phone_number");
    long commands = backends.redis().countCommands();
    for (int i = 0; i < 10; i++) {
      api.list("?status=active").statusCode(200);
    }
    assertEquals(10, backends.redis().countCommands() - commands);
    assertEquals(10, backends.postgres().countStatements("phone_number") - statements);
  }

  @ParameterizedTest
  @CsvSource({
    "agent_id=x, agent_id",
    "status=released, status",
    "status=ACTIVE, status",
    "country=us, country",
    "country=USA, country",
    "type=landline, type",
    "page=x, page",
    "per_page=1.5, per_page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    api.list("?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @ParameterizedTest
  @CsvSource({"page=0, page", "per_page=101, per_page", "page=5001, page"})
  void parameterOutOfItsRange_returns422(String query, String parameter) {
    api.list("?" + query).statusCode(422).body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void noKey_returns401() {
    given().get(PATH).then().statusCode(401).body("error.code", equalTo("missing_api_key"));
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.NUMBERS_READ)
        .list("")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "read", 1);
    api.list("").statusCode(200);
    api.list("").statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }
}
