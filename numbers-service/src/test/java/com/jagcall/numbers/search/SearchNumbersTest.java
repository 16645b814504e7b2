package com.jagcall.numbers.search;

import static com.jagcall.numbers.testing.NumbersApi.SEARCH;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SearchNumbersTest {
  private static final String PARIS_AND_BERLIN =
      """
      phone_number,type,region,capabilities,monthly_price
      +33612345678,,France,voice;sms,2
      +33612345679,,France,sms,2
      +33142345678,,Paris,voice,1.5
      +33142345679,,Paris,voice;sms,1.5
      +33142345680,,Paris,sms,1.5
      +33805123456,,,voice,5
      +4930123456,,Berlin,voice,1
      +4930123457,,Berlin,voice,1.00015
      """;

  Backends backends;
  private NumbersApi api;

  @BeforeEach
  void newOrganization() {
    api = NumbersApi.unlimited(backends);
    Operator.send(backends, PARIS_AND_BERLIN).statusCode(200);
  }

  @Test
  void availableNumbers_areFoundInTheirOrder() {
    api.search("{\"country\":\"FR\"}")
        .statusCode(200)
        .body(
            "data.phone_number",
            equalTo(
                List.of(
                    "+33142345678",
                    "+33142345679",
                    "+33142345680",
                    "+33612345678",
                    "+33612345679",
                    "+33805123456")))
        .body("data[0].country", equalTo("FR"))
        .body("data[0].type", equalTo("local"))
        .body("data[0].region", equalTo("Paris"))
        .body("data[0].capabilities", equalTo(List.of("voice")))
        .body("data[0].monthly_price", equalTo("1.5000"))
        .body("data[0].currency", equalTo("USD"))
        .body("data[0].size()", equalTo(7))
        .body("pagination.page", equalTo(1))
        .body("pagination.per_page", equalTo(20))
        .body("pagination.total", equalTo(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"local\"|3",
        "\"type\":\"mobile\"|2",
        "\"type\":\"toll_free\"|1",
        "\"type\":\"toll_free\",\"area_code\":\"1\"|0",
        "\"area_code\":\"1\"|3",
        "\"area_code\":\"6\"|2",
        "\"capabilities\":[\"voice\"]|4",
        "\"capabilities\":[\"sms\"]|4",
        "\"capabilities\":[\"voice\",\"sms\"]|2",
        "\"capabilities\":[]|6",
        "\"contains\":\"33\"|6",
        "\"contains\":\"331\"|3",
        "\"contains\":\"3314\"|3",
        "\"contains\":\"31\"|3",
        "\"contains\":\"3142\"|3",
        "\"contains\":\"2345\"|6",
        "\"contains\":\"2345679\"|2",
        "\"contains\":\"*2345679*\"|2",
        "\"contains\":\"1*9\"|2",
        "\"contains\":\"6*1*9\"|1",
        "\"contains\":\"42*567\"|2",
        "\"contains\":\"1423*5680\"|1",
        "\"contains\":\"99999\"|0",
        "\"contains\":\"8\",\"type\":\"toll_free\",\"capabilities\":[\"voice\"]|1",
        "\"contains\":\"5679\",\"area_code\":\"1\"|1",
        "\"contains\":\"33142345678\"|1",
        "\"contains\":\"133142345678\"|0",
        "\"type\":null,\"area_code\":null,\"contains\":null,\"limit\":null,\"page\":null|6",
      })
  void criteria_narrowTheSearch(String members, int expected) {
    api.search("{\"country\":\"FR\"," + members + "}")
        .statusCode(200)
        .body("data", hasSize(expected))
        .body("pagination.total", equalTo(expected));
  }

  @Test
  void pages_areStable_andTellOfTheNextOne() {
    NumbersApi test = api.testMode(backends);
    List<String> all = new ArrayList<>();
    for (int page = 1; page <= 10; page++) {
      ValidatableResponse answer =
          test.search("{\"country\":\"CA\",\"limit\":7,\"page\":" + page + "}").statusCode(200);
      all.addAll(answer.extract().path("data.phone_number"));
      // There is more.
      answer.body("pagination.total", equalTo(page * 7 + 1)).body("pagination.page", equalTo(page));
    }
    assertEquals(70, all.stream().distinct().count());
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(all, test.found("{\"country\":\"CA\",\"limit\":70}"));
    api.search("{\"country\":\"FR\",\"limit\":4,\"page\":2}")
        .body("data", hasSize(2))
        .body("pagination.total", equalTo(6));
    api.search("{\"country\":\"FR\",\"limit\":4,\"page\":9}")
        .body("data", empty())
        .body("pagination.total", equalTo(6));
  }

  @Test
  void testStock_coversTheAreaCodes() {
    NumbersApi test = api.testMode(backends);
    test.search("{\"country\":\"US\",\"area_code\":\"415\",\"limit\":50}")
        .statusCode(200)
        .body("data", hasSize(20))
        .body("data[0].phone_number", equalTo("+14155550100"))
        .body("data.country", everyItem(equalTo("US")))
        .body("data[0].capabilities", equalTo(List.of("voice", "sms")));
    test.search("{\"country\":\"CA\",\"area_code\":\"416\"}").body("data", hasSize(20));
    test.search("{\"country\":\"US\",\"type\":\"toll_free\",\"area_code\":\"800\"}")
        .body("data", hasSize(20));
  }

  @Test
  void rarePatternFarBehind_isFoundByItsRuns() {
    NumbersApi test = api.testMode(backends);
    // Some thousand numbers stand before those of 989.
    assertEquals(
        List.of("+16895550119", "+19895550119"),
        test.found("{\"country\":\"US\",\"contains\":\"895550119\"}"));
    assertEquals(
        List.of("+19895550119"), test.found("{\"country\":\"US\",\"contains\":\"9*8*95550119\"}"));
    assertEquals(
        List.of("+19895550119"), test.found("{\"country\":\"US\",\"contains\":\"9895550119\"}"));
    assertEquals(
        List.of("+12895550119"), test.found("{\"country\":\"CA\",\"contains\":\"895550119\"}"));
  }

  @Test
  void anyPattern_findsWhatALookAtEveryNumberFinds() {
    Random random = new Random(4);
    List<String> numbers =
        IntStream.range(0, 60)
            .mapToObj(
                i -> "+316" + random.ints(8, 1, 4).mapToObj(String::valueOf).collect(joining()))
            .distinct()
            .sorted()
            .toList();
    Operator.send(backends, "phone_number,monthly_price\n" + String.join(",1\n", numbers) + ",1\n")
        .statusCode(200)
        .body("refused_count", equalTo(0));
    for (int i = 0; i < 150; i++) {
      String pattern =
          random
              .ints(1 + random.nextInt(6), 0, 5)
              .mapToObj(digit -> digit == 0 ? "*" : String.valueOf(digit))
              .collect(joining());
      if (pattern.matches("[*]+")) {
        continue;
      }
      String expression = "\\+.*" + pattern.replace("*", ".*") + ".*";
      assertEquals(
          numbers.stream().filter(number -> number.matches(expression)).toList(),
          api.found("{\"country\":\"NL\",\"limit\":100,\"contains\":\"" + pattern + "\"}"),
          pattern);
    }
  }

  @Test
  void ownedNumber_isNotFound() {
    String number = Operator.stock(backends);
    String search = "{\"country\":\"US\",\"contains\":\"" + number.substring(1) + "\"}";
    assertEquals(List.of(number), api.found(search));
    api.own(number);
    assertEquals(List.of(), api.found(search));
  }

  @Test
  void oneSearch_costsOneScriptAndOneStatement() {
    api.search("{\"country\":\"FR\"}").statusCode(200);
    long statements = backends.postgres().countStatements("with found");
    long all = backends.postgres().countStatements("stock");
    long commands = backends.redis().countCommands();
    for (int i = 0; i < 5; i++) {
      api.search("{\"country\":\"FR\"}").statusCode(200);
      api.search("{\"country\":\"FR\",\"contains\":\"2345\"}").statusCode(200);
    }
    assertEquals(10, backends.redis().countCommands() - commands);
    assertEquals(10, backends.postgres().countStatements("with found") - statements);
    assertEquals(0, backends.postgres().countStatements("stock") - all);
  }

  @Test
  void eleventhSearchInAMinute_returns429_andATrueRetryAfter() {
    NumbersApi limited = NumbersApi.of(backends);
    Instant first = Instant.now();
    IntStream.range(0, 10).forEach(i -> limited.search("{\"country\":\"FR\"}").statusCode(200));
    ValidatableResponse refused =
        limited
            .search("{\"country\":\"FR\"}")
            .statusCode(429)
            .body("error.code", equalTo("rate_limit_exceeded"));
    long wait = Long.parseLong(refused.extract().header("Retry-After"));
    long passed = Duration.between(first, Instant.now()).toSeconds();
    assertTrue(wait >= 60 - passed - 1 && wait <= 60, wait + " s after " + passed + " s");
    // Other operations of the organization go on.
    limited.list("").statusCode(200);
    Awaitility.await()
        .pollDelay(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> limited.search("{\"country\":\"FR\"}").statusCode(429));
  }

  @Test
  void noKey_returns401() {
    given().contentType(ContentType.JSON).body("{}").post(SEARCH).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.NUMBERS_READ)
        .search("{\"country\":\"FR\"}")
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }
}
