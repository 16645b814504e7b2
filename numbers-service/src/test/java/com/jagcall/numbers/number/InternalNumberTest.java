package com.jagcall.numbers.number;

import static io.restassured.RestAssured.given;
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
  void numbersThatNobodyHas_andTestNumbers_return404() {
    NumbersApi test = NumbersApi.of(backends).testMode(backends);
    String number = test.found("{\"country\":\"US\",\"area_code\":\"213\",\"limit\":1}").get(0);
    test.own(number);
    find(number).statusCode(404);
    find(Operator.stock(backends)).statusCode(404);
    find("+1").statusCode(404);
    find("x".repeat(1000)).statusCode(404);
  }

  @Test
  void numbersOfAnOrganization_areFoundInTheirMode_andByNobodyElse() {
    NumbersApi live = NumbersApi.of(backends);
    NumbersApi test = live.testMode(backends);
    String number = test.found("{\"country\":\"US\",\"area_code\":\"213\",\"limit\":1}").get(0);
    String id = test.own(number);
    String organization = live.organization().id();
    assertEquals(id, findOf(organization, "test", number).statusCode(200).extract().path("id"));
    findOf(organization, "live", number).statusCode(404);
    findOf(NumbersApi.of(backends).organization().id(), "test", number).statusCode(404);
    findOf(organization, "other", number).statusCode(404);
    test.delete(id).statusCode(200);
    findOf(organization, "test", number).statusCode(404);
  }

  @Test
  void apiKey_isRefused() {
    NumbersApi api = NumbersApi.of(backends);
    api.request().get("/internal/phone-numbers/+12125550100").then().statusCode(401);
  }

  private ValidatableResponse find(String number) {
    return ask("phone-numbers/" + number);
  }

  private ValidatableResponse findOf(String organization, String mode, String number) {
    return ask("organizations/" + organization + "/" + mode + "/phone-numbers/" + number);
  }

  private ValidatableResponse ask(String path) {
    return given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("calls-service", "numbers-service"))
        .get("/internal/" + path)
        .then();
  }
}
