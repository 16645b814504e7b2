package com.jagcall.common.outbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.thing.ThingTold;
import com.jagcall.common.thing.ThingsCollected;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each event is handled once, those of one key in their order, and none is lost. */
@QuarkusTest
class EventInboxTest {
  Backends backends;
  @Inject ThingTold handler;
  @Inject ThingsCollected collector;
  private final String organization = Ids.next("org_");

  @AfterEach
  void succeedAgain() {
    handler.fail(false);
  }

  private JsonObject event(String key, String name) {
    return new JsonObject()
        .put("id", Ids.next("evt_"))
        .put("type", "thing.told")
        .put("key", key)
        .put("at", Instant.now().toString())
        .put(
            "payload",
            new JsonObject()
                .put("id", Ids.next("thg_"))
                .put("organization_id", organization)
                .put("name", name)
                .put("member_of_a_newer_sender", 1));
  }

  private Response send(String sender, JsonObject... events) {
    JsonArray all = new JsonArray();
    for (JsonObject event : events) {
      all.add(event);
    }
    return given()
        .header("Authorization", "Bearer " + backends.keys().service(sender, "common"))
        .contentType("application/json")
        .body(new JsonObject().put("events", all).encode())
        .post("/internal/events");
  }

  private void assertThings(int count) {
    assertEquals(
        count,
        backends
            .postgres()
            .count(
                "SELECT count(*) FROM common.thing WHERE organization_id = '"
                    + organization
                    + "'"));
  }

  @Test
  void repeated_isHandledOnce() {
    JsonObject event = event("k", "a");
    send("agents-service", event, event).then().statusCode(200).body("refused", empty());
    send("agents-service", event).then().statusCode(200).body("refused", empty());
    assertThings(1);
  }

  @Test
  void sameEventManyAtOnce_isHandledOnce() {
    JsonObject event = event("k", "a");
    IntStream.range(0, 30)
        .parallel()
        .forEach(i -> send("agents-service", event).then().statusCode(200));
    assertThings(1);
  }

  @Test
  void failingEvent_isRolledBackAndHoldsUpItsKeyOnly() {
    handler.fail(true);
    JsonObject bad = event("k1", "bad");
    JsonObject behind = event("k1", "b");
    JsonObject other = event("k2", "c");
    send("agents-service", bad, behind, other)
        .then()
        .statusCode(200)
        .body("refused", contains(bad.getString("id"), behind.getString("id")));
    assertThings(1);
    handler.fail(false);
    send("agents-service", bad, behind, other).then().statusCode(200).body("refused", empty());
    assertThings(3);
  }

  @Test
  void typesNobodyElseTakes_areCollectedTogetherAndOnce() {
    collector.reset();
    JsonObject first = event("k1", "a").put("type", "thing.seen");
    JsonObject second = event("k2", "b").put("type", "thing.heard");
    send("calls-service", first, second, first).then().body("refused", empty());
    send("calls-service", second).then().body("refused", empty());
    assertThings(2);
    assertEquals(List.of(2), collector.sizes());
    assertEquals(2, collector.commits());
  }

  @Test
  void oneThatCannotBeCollected_holdsUpItsKeyOnly() {
    JsonObject fine = event("k1", "a").put("type", "thing.seen");
    JsonObject bad = event("k2", "never").put("type", "thing.seen");
    JsonObject behind = event("k2", "b").put("type", "thing.seen");
    JsonObject other = event("k3", "c").put("type", "thing.seen");
    send("calls-service", fine, bad, behind, other)
        .then()
        .body("refused", contains(bad.getString("id"), behind.getString("id")));
    assertThings(2);
  }

  @Test
  void payloadOfAnotherShape_isRefused() {
    JsonObject event = event("k", "a").put("payload", new JsonArray().add(1));
    send("agents-service", event).then().body("refused", contains(event.getString("id")));
  }

  @Test
  void unknownType_isRefusedAndComesAgain() {
    JsonObject event = event("k", "a").put("type", "thing.unheard-of");
    send("agents-service", event).then().body("refused", contains(event.getString("id")));
  }

  @Test
  void senderThatMayNotTell_isRefused() {
    JsonObject event = event("k", "a");
    send("accounts-service", event).then().body("refused", contains(event.getString("id")));
    assertThings(0);
  }

  @Test
  void badBatches_areRefusedAsAWhole() {
    JsonObject[] tooMany =
        IntStream.range(0, 101).mapToObj(i -> event("k", "a")).toArray(JsonObject[]::new);
    send("agents-service", tooMany).then().statusCode(422);
    send("agents-service", event("k", "a").putNull("id")).then().statusCode(422);
    send("agents-service", event("k", "a").put("at", "yesterday")).then().statusCode(400);
    assertThings(0);
  }

  @Test
  void noService_isRefused() {
    given()
        .header(
            "Authorization",
            "Bearer " + backends.keys().service("agents-service", "another-service"))
        .contentType("application/json")
        .body("{\"events\":[]}")
        .post("/internal/events")
        .then()
        .statusCode(401)
        .body("error.code", equalTo("invalid_api_key"));
  }
}
