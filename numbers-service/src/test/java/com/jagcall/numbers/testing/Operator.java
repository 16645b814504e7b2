package com.jagcall.numbers.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.jagcall.common.testing.Backends;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What an operator does with the stock. */
public final class Operator {
  public static final String PATH = "/internal/stock/import";
  private static final AtomicInteger NEXT = new AtomicInteger(2_000_000);

  private Operator() {}

  /** Imports a file. */
  public static ValidatableResponse send(Backends backends, String csv) {
    return given()
        .header("Authorization", "Bearer " + backends.keys().service("operator", "numbers-service"))
        .contentType("text/csv; charset=UTF-8")
        .body(csv)
        .post(PATH)
        .then();
  }

  /** A new number in stock, of New York, for voice and SMS, at 1.15 dollars a month. */
  public static String stock(Backends backends) {
    return stock(backends, 1).get(0);
  }

  /** As {@link #stock(Backends)}, several. */
  public static List<String> stock(Backends backends, int count) {
    List<String> numbers =
        IntStream.range(0, count).mapToObj(i -> "+1212" + NEXT.getAndIncrement()).toList();
    StringBuilder csv = new StringBuilder("phone_number,region,capabilities,monthly_price\n");
    numbers.forEach(n -> csv.append(n).append(",\"New York, NY\",voice;sms,1.15\n"));
    send(backends, csv.toString())
        .statusCode(200)
        .body("refused_count", equalTo(0))
        .body("added", equalTo(count));
    return numbers;
  }
}
