package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.PATIENCE;
import static com.jagcall.local.suite.Customer.TOP_UP;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * A customer with an agent that has a number.
 *
 * @param left what is on the account before the first call
 */
record Caller(Customer customer, String agentId, String number, BigDecimal left) {

  /** With a number of an area code. */
  static Caller in(String areaCode) {
    Customer customer = Customer.withMoney();
    String agentId =
        customer.agent("{\"name\":\"Reception\",\"first_message\":\"Hello, who is speaking?\"}");
    JsonNode bought = Api.json(customer.buy(customer.anyNumberOnSale(areaCode), "calls"));
    customer.assign(bought.get("id").asText(), agentId);
    BigDecimal price = new BigDecimal(bought.get("monthly_price").asText());
    await().atMost(PATIENCE).until(() -> customer.balance().equals(TOP_UP.subtract(price)));
    return new Caller(
        customer, agentId, bought.get("phone_number").asText(), TOP_UP.subtract(price));
  }

  /** The identifier of a new call. */
  String call(String to) {
    String body = "{\"agent_id\":\"%s\",\"to\":\"%s\",\"from\":\"%s\"}";
    return customer.create("/v1/calls", body.formatted(agentId, to, number)).get("id").asText();
  }

  JsonNode get(String call) {
    return customer.get("/v1/calls/" + call);
  }

  JsonNode awaitStatus(String call, String status) {
    return await()
        .atMost(PATIENCE)
        .until(() -> get(call), found -> found.get("status").asText().equals(status));
  }

  void hangUp(String call) {
    HttpResponse<String> answer = Api.send(customer.posting("/v1/calls/" + call + "/hangup", ""));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  void hangUpTheRest() {
    for (JsonNode up : customer.get("/v1/calls?status=in_progress").get("data")) {
      hangUp(up.get("id").asText());
    }
  }

  HttpResponse<String> recording(String call) {
    return Api.send(
        Api.request(Suite.gateway(), "/v1/calls/" + call + "/recording", customer.key()));
  }

  /**
   * Nothing is held any more; each call has its cost, charged once for its seconds, and a
   * recording; and what is left is what was there without these.
   */
  void assertSettled() {
    await().atMost(PATIENCE).until(() -> !customer.hasMoneyHeld());
    BigDecimal spent = BigDecimal.ZERO;
    Map<String, Integer> seconds = new HashMap<>();
    for (JsonNode call : customer.get("/v1/calls?per_page=100").get("data")) {
      String id = call.get("id").asText();
      await().atMost(PATIENCE).until(() -> !get(id).get("cost").isNull());
      spent = spent.add(new BigDecimal(get(id).get("cost").asText()));
      await().atMost(PATIENCE).until(() -> recording(id).statusCode() == 200);
      seconds.put(id, call.get("duration_seconds").asInt());
    }
    BigDecimal left = left().subtract(spent);
    await().atMost(PATIENCE).until(() -> customer.balance().equals(left));
    Map<String, Integer> charged = new HashMap<>();
    for (JsonNode charge :
        customer.get("/v1/billing/transactions?type=capture&per_page=100").get("data")) {
      if (charge.at("/resource/type").asText().equals("call")) {
        charged.merge(
            charge.at("/resource/id").asText(), charge.get("quantity").asInt(), Integer::sum);
      }
    }
    assertEquals(seconds, charged);
  }
}
