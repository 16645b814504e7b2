package com.jagcall.numbers.number;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.numbers.testing.NumbersApi;
import com.jagcall.numbers.testing.Operator;
import com.jagcall.numbers.testing.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InternalNumberTest {
  Backends backends;
  Peers peers;

  @Test
  void ownedNumber_isAnswered_withWhoseItIs() {
    NumbersApi api = NumbersApi.of(backends);
    String number = Operator.stock(backends);
    String id = api.own(number);
    String agent = peers.agents().agent(api.organization().id(), "live");
    api.assign(id, agent).statusCode(200);
    Map<String, Object> answer = find(number).statusCode(200).extract().path("");
    assertEquals(
        Map.of(
            "id",
            id,
            "phone_number",
            number,
            "organization_id",
            api.organization().id(),
            "mode",
            "live",
            "agent_id",
            agent,
            "capabilities",
            List.of("voice", "sms"),
            "status",
            "active"),
        answer);
    api.delete(id).statusCode(200);
    find(number).statusCode(404);
  }

  @Test
  void numbersThatNobodyHas_andTestNumbersUnlessAskedFor_return404() {
    NumbersApi test = NumbersApi.of(backends).testMode(backends);
    String number = test.found("{\"country\":\"US\",\"area_code\":\"213\",\"limit\":1}").get(0);
    String id = test.own(number);
    find(number).statusCode(404);
    find(number + "?mode=test")
        .statusCode(200)
        .body("id", equalTo(id))
        .body("mode", equalTo("test"));
    find(Operator.stock(backends)).statusCode(404);
    find("+1").statusCode(404);
    find("x".repeat(1000)).statusCode(404);
  }

  @Test
  void apiKey_isRefused() {
    NumbersApi api = NumbersApi.of(backends);
    api.request().get("/internal/phone-numbers/+12125550100").then().statusCode(401);
  }

  private ValidatableResponse find(String number) {
    return given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("calls-service", "numbers-service"))
        .get("/internal/phone-numbers/" + number)
        .then();
  }
}
