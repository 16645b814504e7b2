package com.jagcall.billing.price;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.billing.testing.Billing;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LoadPricesTest {
  private static final String HEADER =
      "product,prefix,price,unit,increment,minimum,valid_from,valid_until\n";

  Backends backends;

  private Response load(String issuer, byte[] file) {
    return given()
        .header("Authorization", "Bearer " + backends.keys().service(issuer, "billing-service"))
        .contentType("text/csv")
        .body(file)
        .put("/internal/prices");
  }

  private Response load(String file) {
    return load("operator", file.getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void defaultPrices() throws IOException {
    byte[] file = PriceFile.class.getResourceAsStream("/prices/default.csv").readAllBytes();
    load("operator", file).then().statusCode(200);
  }

  @Test
  void file_isWhatIsValidFromNowOn_andWhatIsHeldKeepsItsPrice() {
    Billing billing = Billing.with(backends, "10");
    JsonObject order = billing.order("h1").put("product", "sms_outbound").put("quantity", 1);
    billing.place(order).statusCode(201).body("amount", equalTo("0.1200"));
    int before =
        load(HEADER + "sms_outbound,,0.5,1,1,1,,").then().statusCode(200).extract().path("version");
    load("\uFEFF# Ours.\r\n\r\n" + HEADER + " sms_outbound , ,0.7500,1,1,1,2026-01-01,\r\n")
        .then()
        .statusCode(200)
        .body("version", equalTo(before + 1))
        .body("prices", equalTo(1));
    billing
        .place(order.copy().put("hold_id", billing.name("h2")))
        .body("amount", equalTo("0.7500"))
        .body("price_id", equalTo("v" + (before + 1) + ":4"));
    billing
        .change("h1", "captures", Billing.operation("c1").put("quantity", 2).put("final", true))
        .body("captured", equalTo("0.2400"));
    billing
        .place(order.copy().put("hold_id", billing.name("h3")).put("product", "sms_inbound"))
        .statusCode(422)
        .body("error.details[0].field", equalTo("product"));
  }

  @Test
  void wrongLines_areNamed_andNothingIsLoaded() {
    Response answer =
        load(
            HEADER
                + "sms_outbound,,0.5,1,1,1,,\n"
                + "sms,,0.5,1,1,1,,\n"
                + "sms_inbound,,0.5,1,1,1,,\n"
                + "sms_inbound,,-0.5,1,1,1,,\n");
    assertEquals(List.of("line 3", "line 5"), Envelope.check(answer, 422, "validation_error"));
    answer
        .then()
        .body(
            "error.details[0].message",
            equalTo(
                "line 3: product 'sms' must be one of voice_outbound, voice_inbound, agent_minute,"
                    + " sms_outbound, sms_inbound, number_local, number_mobile, number_toll_free"));
    Billing billing = Billing.with(backends, "10");
    billing
        .place(billing.order("h1").put("product", "sms_inbound").put("quantity", 1))
        .body("amount", equalTo("0.0079"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sms_outbound,,0.5,1,1,1,",
        "sms_outbound,,0.5,1,1,1,,,",
        ",,0.5,1,1,1,,",
        "SMS_OUTBOUND,,0.5,1,1,1,,",
        "sms_outbound,+1,0.5,1,1,1,,",
        "sms_outbound,1234567890123456,0.5,1,1,1,,",
        "sms_outbound,1a,0.5,1,1,1,,",
        "sms_outbound,,,1,1,1,,",
        "sms_outbound,,1e3,1,1,1,,",
        "sms_outbound,,0.0000001,1,1,1,,",
        "sms_outbound,,10000.0001,1,1,1,,",
        "sms_outbound,,99999999999999999999,1,1,1,,",
        "sms_outbound,,0.5,0,1,1,,",
        "sms_outbound,,0.5,86401,1,1,,",
        "sms_outbound,,0.5,99999999999,1,1,,",
        "sms_outbound,,0.5,1,0,1,,",
        "sms_outbound,,0.5,1,1,-1,,",
        "sms_outbound,,0.5,1,1,1,yesterday,",
        "sms_outbound,,0.5,1,1,1,2026-02-30,",
        "sms_outbound,,0.5,1,1,1,2026-02-02,2026-02-02",
        "sms_outbound,,0.5,1,1,1,2026-02-02,2026-02-01",
        "'sms_outbound,,0.5,1,1,1,,2026-02-02\nsms_outbound,,0.6,1,1,1,2026-02-01,'",
        "'sms_outbound,1,0.5,1,1,1,,\nsms_outbound,1,0.5,1,1,1,,'",
      })
  void wrongLine_isRefused(String lines) {
    List<String> blamed = Envelope.check(load(HEADER + lines), 422, "validation_error");
    assertEquals(List.of("line " + (1 + lines.lines().count())), blamed);
  }

  @Test
  void otherHeader_orNoPrice_isRefused() {
    assertEquals(List.of("line 1"), Envelope.check(load("a,b,c\n"), 422, "validation_error"));
    assertEquals(List.of("body"), Envelope.check(load(""), 422, "validation_error"));
    assertEquals(List.of("body"), Envelope.check(load(HEADER), 422, "validation_error"));
    Envelope.check(load("operator", new byte[] {(byte) 0xC3, (byte) 0x28}), 400, "invalid_request");
  }

  @Test
  void thousandsOfWrongLines_areCountedNotListed() {
    Response answer = load(HEADER + "x\n".repeat(5_000));
    Envelope.check(answer, 422, "validation_error");
    answer
        .then()
        .body("error.details", hasSize(51))
        .body("error.details[50].message", equalTo("4950 more lines are wrong"));
  }

  @Test
  void twentyThousandPrices_areLoaded_andNoneMore() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      file.append("voice_outbound,").append(10_000 + i).append(",0.5,60,1,1,,\n");
    }
    load(file.toString()).then().statusCode(200).body("prices", equalTo(20_000));
    Envelope.check(load(file + "voice_outbound,1,0.5,60,1,1,,\n"), 422, "validation_error");
  }

  @Test
  void anotherService_returns403() {
    Envelope.check(load("numbers-service", new byte[] {'a'}), 403, "insufficient_scope");
  }

  @Test
  void otherMediaType_returns415() {
    Response answer =
        given()
            .header(
                "Authorization", "Bearer " + backends.keys().service("operator", "billing-service"))
            .contentType("application/json")
            .body("{}")
            .put("/internal/prices");
    Envelope.check(answer, 415, "unsupported_media_type");
    assertTrue(answer.asString().contains("type"), answer::asString);
  }
}
