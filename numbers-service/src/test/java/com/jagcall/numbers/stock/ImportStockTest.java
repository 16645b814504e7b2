package com.jagcall.numbers.stock;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ImportStockTest {
  Backends backends;
  Peers peers;
  @Inject TestStock testStock;
  @Inject StockRows rows;

  @AfterEach
  void billingIsBack() {
    peers.billing().reset();
  }

  @Test
  void refusedLines_areReportedWithTheirReasons_andTheOthersAreTaken() {
    Operator.send(
            backends,
            """
            phone_number,type,region,capabilities,monthly_price,status
            +12135550100,local,"Los Angeles, CA",voice;sms,1.15,available
            2135550101,,,,,
            +1213555010,,,,1,
            +12135550102,toll_free,,,1,
            +12135550103,landline,,,1,
            +12135550104,,,fax,1,
            +12135550105,,,voice,-1,
            +12135550106,,,voice,1.23456,
            +12135550107,,,voice,1,gone
            +12135550100,,,voice,1,
            +12135550108,,too,many,values,here,
            "+12135550109,,,,1,
            +447700900123,,,,1,
            +12135550110,,bad\u202E,,1,
            +12135550111,mobile,,sms,0,
            """)
        .statusCode(200)
        .body("added", equalTo(2))
        .body("imported", equalTo(2))
        .body("refused_count", equalTo(13))
        .body("refused.line", equalTo(List.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)))
        .body("refused[0].message", containsString("must be an E.164 number"))
        .body("refused[1].message", containsString("no number that can be assigned"))
        .body("refused[2].message", equalTo("the number is local, not toll_free"))
        .body("refused[3].message", equalTo("type must be local, mobile or toll_free"))
        .body("refused[4].message", containsString("capabilities must be"))
        .body("refused[5].message", containsString("monthly_price must be"))
        .body("refused[7].message", equalTo("status must be available or withdrawn"))
        .body("refused[8].message", equalTo("the number stands in line 2 already"))
        .body("refused[9].message", equalTo("the line has 7 values, the first line 6"))
        .body("refused[10].message", equalTo("a quote is out of place"))
        .body("refused[12].message", containsString("region must be"));
    NumbersApi api = NumbersApi.of(backends);
    api.search("{\"country\":\"US\",\"area_code\":\"213\"}")
        .body("data.phone_number", equalTo(List.of("+12135550100", "+12135550111")))
        .body("data.monthly_price", equalTo(List.of("1.1500", "0.0000")))
        .body("data.type", equalTo(List.of("local", "mobile")));
  }

  @Test
  void sameFileTwice_changesNothing_andNewValuesAreTaken() {
    String file = "phone_number,monthly_price\n+13105550100,1\n+13105550101,1\n";
    Operator.send(backends, file).body("added", equalTo(2)).body("imported", equalTo(2));
    Operator.send(backends, file).body("added", equalTo(0)).body("imported", equalTo(2));
    Operator.send(backends, "phone_number,monthly_price,region\n+13105550101,2,Malibu\n");
    NumbersApi.of(backends)
        .search("{\"country\":\"US\",\"area_code\":\"310\"}")
        .body("data.monthly_price", equalTo(List.of("1.0000", "2.0000")))
        .body("data[1].region", equalTo("Malibu"));
  }

  @Test
  void ownedNumber_keepsItsOwnerAndItsPrice() {
    String number = Operator.stock(backends);
    NumbersApi api = NumbersApi.of(backends);
    String id = api.own(number);
    Operator.send(backends, "phone_number,monthly_price\n" + number + ",99\n")
        .body("imported", equalTo(1));
    api.get(id).body("monthly_price", equalTo("1.1500"));
    NumbersApi.of(backends).buy(number).statusCode(409);
    Operator.send(backends, "phone_number,monthly_price,status\n" + number + ",99,withdrawn\n")
        .body("imported", equalTo(0))
        .body("refused[0].message", containsString("must be released first"));
    api.delete(id).statusCode(200);
    Operator.send(backends, "phone_number,monthly_price\n" + number + ",99\n");
    NumbersApi.of(backends).buy(number).statusCode(409);
    Operator.send(backends, "phone_number,monthly_price,status\n" + number + ",99,withdrawn\n")
        .body("imported", equalTo(1));
    NumbersApi.of(backends).buy(number).statusCode(404);
    Operator.send(backends, "phone_number,monthly_price\n" + number + ",99\n");
    NumbersApi.of(backends).buy(number).statusCode(201).body("monthly_price", equalTo("99.0000"));
  }

  @Test
  void missingPrice_isThatOfThePriceList() {
    Operator.send(
            backends,
            "phone_number,type\n+13235550100,\n+13235550101,mobile\n+18885550100,toll_free\n")
        .body("added", equalTo(3));
    NumbersApi.of(backends)
        .search("{\"country\":\"US\",\"area_code\":\"323\"}")
        .body("data.monthly_price", equalTo(List.of("1.1500", "3.0000")));
    peers.billing().removePrice("number_mobile");
    Operator.send(backends, "phone_number,type\n+13235550102,mobile\n+13235550103,local\n")
        .body("added", equalTo(1))
        .body("refused[0].line", equalTo(2))
        .body("refused[0].message", equalTo("there is no price for mobile numbers"));
  }

  @Test
  void billingAway_returns503_andNothingIsTaken() {
    peers.billing().setAway(true);
    Operator.send(backends, "phone_number,monthly_price\n+14245550100,1\n+14245550101,\n")
        .statusCode(503);
    NumbersApi.of(backends)
        .search("{\"country\":\"US\",\"area_code\":\"424\"}")
        .body("data", hasSize(0));
    Operator.send(backends, "phone_number,monthly_price\n+14245550100,1\n").statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "number\n+14155550100",
        "phone_number,colour\n+14155550100,red",
        "phone_number,phone_number\n",
        "\"phone_number\n",
        "+14155550100\n"
      })
  void fileWithoutItsColumns_returns400(String file) {
    Operator.send(backends, file).statusCode(400).body("error.code", equalTo("invalid_request"));
  }

  @Test
  void hundredThousandRefusedLines_makeABoundedReport() {
    String file = "phone_number\n" + "x,y\n".repeat(100_000);
    Operator.send(backends, file)
        .statusCode(200)
        .body("refused_count", equalTo(100_000))
        .body("refused", hasSize(1000));
  }

  @Test
  void fileOverOneMebibyte_returns413() {
    Operator.send(backends, "phone_number\n" + "x".repeat(1 << 20))
        .statusCode(413)
        .body("error.code", equalTo("payload_too_large"));
  }

  @Test
  void severalImportsOfTheSameNumbersAtOnce_doNotBlockEachOther() {
    List<String> lines =
        IntStream.range(0, 3000).mapToObj("+1530200%04d,1"::formatted).collect(Collectors.toList());
    String forward = "phone_number,monthly_price\n" + String.join("\n", lines);
    java.util.Collections.reverse(lines);
    String backward = "phone_number,monthly_price\n" + String.join("\n", lines);
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 4)
            .mapToObj(i -> i % 2 == 0 ? forward : backward)
            .map(
                file ->
                    CompletableFuture.supplyAsync(
                        () -> Operator.send(backends, file).extract().statusCode()))
            .toList();
    assertEquals(
        List.of(200, 200, 200, 200), running.stream().map(CompletableFuture::join).toList());
  }

  @Test
  void onlyTheOperator_mayImport() {
    NumbersApi api = NumbersApi.of(backends);
    api.request()
        .contentType("text/csv")
        .body("phone_number\n")
        .post(Operator.PATH)
        .then()
        .statusCode(401);
    for (Map.Entry<String, Integer> sender :
        Map.of("billing-service", 403, "agents-service", 403).entrySet()) {
      given()
          .header(
              "Authorization",
              "Bearer " + backends.keys().service(sender.getKey(), "numbers-service"))
          .contentType("text/csv")
          .body("phone_number\n")
          .post(Operator.PATH)
          .then()
          .statusCode(sender.getValue());
    }
  }

  @Test
  void testStock_isMadeOnce_whoeverElseMakesItAtTheSameTime() {
    Duration limit = Duration.ofSeconds(60);
    Awaitility.await()
        .atMost(limit)
        .until(() -> rows.count(Mode.TEST).await().atMost(limit) >= 8000);
    assertEquals(0, testStock.make().await().atMost(limit));
    NumbersApi test = NumbersApi.of(backends).testMode(backends);
    String number = test.found("{\"country\":\"CA\",\"area_code\":\"604\",\"limit\":1}").get(0);
    test.own(number);
    assertEquals(0, testStock.make().await().atMost(limit));
    NumbersApi.of(backends).testMode(backends).buy(number).statusCode(409);
  }
}
