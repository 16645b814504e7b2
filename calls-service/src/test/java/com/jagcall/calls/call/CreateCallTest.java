package com.jagcall.calls.call;

import static com.jagcall.calls.testing.CallsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.calls.testing.ScriptedCarriage.ScriptedCall;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CreateCallTest {
  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  private CallsApi api;
  private String to;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.of(backends, peers);
    to = NumbersDouble.fresh();
    carriage.setScript(call -> {});
  }

  @Test
  void newCall_isQueued_held_andDialled() {
    ValidatableResponse answer =
        api.post(
            new JsonObject()
                .put("agent_id", api.agent())
                .put("to", to)
                .put("metadata", new JsonObject().put("customer", "4711"))
                .encode());
    String id =
        answer
            .statusCode(201)
            .header("Location", matchesPattern(".*/v1/calls/call_[A-Za-z0-9]{16}"))
            .body("status", equalTo("queued"))
            .body("direction", equalTo("outbound"))
            .body("from", equalTo(api.from()))
            .body("to", equalTo(to))
            .body("agent_id", equalTo(api.agent()))
            .body("metadata.customer", equalTo("4711"))
            .body("answered_at", nullValue())
            .body("cost", nullValue())
            .body("recording_available", equalTo(false))
            .extract()
            .path("id");
    ScriptedCall call = carriage.call(to);
    assertEquals(id, call.order().callId());
    assertEquals("4711", call.order().metadata().get("customer"));
    assertEquals("Hello, this is the reception.", call.order().agent().firstMessage());
    JsonObject hold = peers.billing().hold(api.organization().id(), id);
    assertEquals("voice_outbound", hold.getString("product"));
    assertEquals(to, hold.getString("destination"));
    assertEquals(4, hold.getInteger("quantity"));
    assertEquals("Call to " + to, hold.getString("description"));
    call.end(EndReason.BUSY);
  }

  @Test
  void fromAnotherNumber_mustBeTheirs_andCall() {
    String organization = api.organization().id();
    String own = peers.numbers().number(organization, "live", null);
    call(own).statusCode(201).body("from", equalTo(own));
    String foreign =
        peers.numbers().number(CallsApi.of(backends, peers).organization().id(), "live", null);
    String ofTest = peers.numbers().number(organization, "test", null);
    for (String number : List.of(foreign, ofTest, NumbersDouble.fresh())) {
      refused(call(number), "from", "is not one of your phone numbers");
    }
    String text =
        peers.numbers().number(organization, "live", null, new JsonArray().add("sms"), "active");
    String unpaid =
        peers
            .numbers()
            .number(organization, "live", null, new JsonArray().add("voice"), "suspended");
    refused(call(text), "from", "is a phone number that cannot make calls now");
    refused(call(unpaid), "from", "is a phone number that cannot make calls now");
  }

  private ValidatableResponse call(String from) {
    return api.post(
        new JsonObject().put("agent_id", api.agent()).put("to", to).put("from", from).encode());
  }

  private static void refused(ValidatableResponse answer, String field, String message) {
    answer
        .statusCode(422)
        .body("error.details.field", equalTo(List.of(field)))
        .body("error.details.message", equalTo(List.of(message)));
  }

  @Test
  void agentWithoutNumber_needsFrom() {
    String agent = peers.agents().agent(api.organization().id(), "live", new JsonObject());
    refused(
        api.post(new JsonObject().put("agent_id", agent).put("to", to).encode()),
        "from",
        "is needed: the agent has no phone number");
  }

  @Test
  void agentThatIsNotTheirsOrNotActive_isRefused() {
    String foreign = CallsApi.of(backends, peers).agent();
    String inactive =
        peers
            .agents()
            .agent(api.organization().id(), "live", new JsonObject().put("status", "inactive"));
    for (String agent : List.of(foreign, "agt_0000000000000000", "x", "", "../x")) {
      refused(
          api.post(new JsonObject().put("agent_id", agent).put("to", to).encode()),
          "agent_id",
          "is not one of your agents");
    }
    refused(
        api.post(new JsonObject().put("agent_id", inactive).put("to", to).encode()),
        "agent_id",
        "is not active");
    assertEquals(List.of(), peers.billing().holds(api.organization().id()));
  }

  @Test
  void ownNumber_isNotCalled() {
    refused(api.dial(api.from()), "to", "must not be the number that calls");
  }

  @Test
  void numberWithoutPrice_isRefused() {
    refused(api.dial("+9991234567"), "to", "is a number that has no price");
  }

  @Test
  void tooLittleMoney_returns402_andNobodyIsCalled() {
    peers.billing().setBalance(api.organization().id(), "0.0011");
    api.dial(to).statusCode(402).body("error.code", equalTo("insufficient_balance"));
    api.list("").body("pagination.total", equalTo(0));
    assertEquals(List.of(), carriage.calls(to));
  }

  @Test
  void peersAway_returns503_andNobodyIsCalled() {
    peers.numbers().setAway(true);
    api.dial(to).statusCode(503).body("error.code", equalTo("service_unavailable"));
    peers.numbers().setAway(false);
    peers.agents().setAway(true);
    api.dial(to).statusCode(503);
    peers.agents().setAway(false);
    peers.billing().setAway(true);
    api.dial(to).statusCode(503);
    peers.billing().setAway(false);
    api.list("").body("pagination.total", equalTo(0));
    assertEquals(List.of(), carriage.calls(to));
  }

  @Test
  void repetition_ringsOnce() {
    ValidatableResponse first = once("k1", to).statusCode(201);
    ValidatableResponse second =
        once("k1", to).statusCode(201).header("Idempotent-Replayed", equalTo("true"));
    assertEquals(first.extract().<Object>path(""), second.extract().<Object>path(""));
    carriage.call(to);
    assertEquals(1, peers.billing().holds(api.organization().id()).size());
    api.list("").body("pagination.total", equalTo(1));
    assertEquals(1, carriage.calls(to).size());
    once("k1", NumbersDouble.fresh())
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
  }

  @Test
  void concurrentRepetitions_ringOnce_andHoldOnce() {
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 10)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> once("k2", to).extract().statusCode()))
            .toList();
    List<Integer> statuses = running.stream().map(CompletableFuture::join).toList();
    assertTrue(statuses.stream().allMatch(s -> s == 201 || s == 409), statuses.toString());
    carriage.call(to);
    await().until(() -> peers.billing().count(api.organization().id(), "active") == 1);
    api.list("").body("pagination.total", equalTo(1));
    assertEquals(1, carriage.calls(to).size());
  }

  private ValidatableResponse once(String key, String number) {
    return api.request()
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(new JsonObject().put("agent_id", api.agent()).put("to", number).encode())
        .post(PATH)
        .then();
  }

  @Test
  void sixtyFirstInAMinute_returns429() {
    carriage.setScript(call -> call.end(EndReason.BUSY));
    for (int i = 0; i < 60; i++) {
      api.dial(to).statusCode(201);
    }
    api.dial(to)
        .statusCode(429)
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .body("error.code", equalTo("rate_limit_exceeded"));
    await().until(() -> carriage.calls(to).size() == 60);
  }

  @Test
  void noKey_returns401() {
    given().contentType(ContentType.JSON).body("{}").post(PATH).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.CALLS_WRITE)
        .dial(to)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
  }

  @Test
  void foreignCall_answersAsOneThatIsNotThere() {
    String id = api.call(to);
    for (CallsApi other :
        List.of(CallsApi.of(backends, peers), CallsApi.sandbox(backends, peers))) {
      for (String call : List.of(id, "call_0000000000000000", "x", "call_' or 1=1")) {
        other.get(call).statusCode(404).body("error.code", equalTo("not_found"));
        other.hangUp(call).statusCode(404);
        other.transcript(call).statusCode(404);
        other.recording(call).statusCode(404);
        other
            .request()
            .get(PATH + "/" + call + "/events")
            .then()
            .statusCode(404)
            .contentType(ContentType.JSON)
            .body("error.code", equalTo("not_found"));
      }
      other.list("").body("pagination.total", equalTo(0));
    }
    carriage.call(to).end(EndReason.BUSY);
  }
}
