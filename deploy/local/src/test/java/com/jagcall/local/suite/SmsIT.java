package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.NUMBERS;
import static com.jagcall.local.suite.Customer.PATIENCE;
import static com.jagcall.local.suite.Customer.TOP_UP;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Messages through the whole suite and over SMPP to the carrier simulator, as a customer sees them.
 */
class SmsIT {
  private static final String MOBILE = "+13125550123";

  @BeforeAll
  static void fillTheStock() {
    Customer.fillTheStock();
  }

  @Test
  void boughtNumber_sends_isDelivered_isAnswered_andIsPaid() {
    Customer customer = Customer.withMoney();
    JsonNode bought = Api.json(customer.buy(customer.anyNumberOnSale("415"), "sms"));
    String number = bought.get("phone_number").asText();
    BigDecimal price = new BigDecimal(bought.get("monthly_price").asText());

    JsonNode message =
        customer.create(
            "/v1/sms",
            "{\"to\":\"%s\",\"from\":\"%s\",\"body\":\"Grüße 👋\"}".formatted(MOBILE, number));
    assertEquals("queued", message.get("status").asText(), message.toString());
    assertEquals("ucs2", message.get("encoding").asText(), message.toString());
    assertEquals(1, message.get("segments").asInt(), message.toString());
    String path = "/v1/sms/" + message.get("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() -> customer.get(path).get("status").asText().equals("delivered"));

    JsonNode reply =
        await()
            .atMost(PATIENCE)
            .until(
                () -> customer.get("/v1/sms?direction=inbound").get("data"),
                found -> found.size() == 1)
            .get(0);
    assertEquals("received", reply.get("status").asText(), reply.toString());
    assertEquals(MOBILE, reply.get("from").asText(), reply.toString());
    assertEquals(number, reply.get("to").asText(), reply.toString());

    BigDecimal cost = new BigDecimal(customer.get(path).get("cost").asText());
    BigDecimal left = TOP_UP.subtract(price).subtract(cost);
    await().atMost(PATIENCE).until(() -> customer.balance().compareTo(left) <= 0);
    await().atMost(PATIENCE).until(() -> !customer.hasMoneyHeld());
    List<String> products =
        customer.get("/v1/billing/usage").get("data").findValuesAsText("product");
    assertEquals(true, products.contains("sms_outbound"), products.toString());
  }

  @Test
  void strangersNumber_isRefused() {
    Customer owner = Customer.withMoney();
    String number = owner.anyNumberOnSale("212");
    owner.buy(number, "owner");
    Customer stranger = Customer.withMoney();
    var answer =
        Api.send(
            stranger.posting(
                "/v1/sms",
                "{\"to\":\"%s\",\"from\":\"%s\",\"body\":\"Hello\"}".formatted(MOBILE, number)));
    assertEquals(422, answer.statusCode(), answer.body());
    assertEquals(0, stranger.get("/v1/sms").at("/pagination/total").asInt());
    assertEquals(1, owner.get(NUMBERS).at("/pagination/total").asInt());
  }
}
