package com.jagcall.webhooks.event;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears of what, and what is not taken in. */
@QuarkusTest
class IntakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String AGENT = "agt_4fT9xKp2mNq7Lw3Z";

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private List<String> paths(int count) {
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == count);
    return receiver.requests().stream().map(Receiver.Request::path).sorted().toList();
  }

  @Test
  void organizationsAndAgentsUrl_bothHear() {
    api.endpoint(receiver.url("/all"));
    api.endpoint(receiver.url("/calls"), "call.completed", "call.failed");
    api.endpoint(receiver.url("/sms"), "sms.received");
    api.testMode().endpoint(receiver.url("/test"));
    WebhooksApi.of(backends).endpoint(receiver.url("/others"));
    api.tellOfAgent(AGENT, receiver.url("/agent"));
    api.tellOfAgent("agt_another000000000", receiver.url("/another"));
    api.tell(api.event("call.completed", "call_1", AGENT, new JsonObject()));
    assertEquals(List.of("/agent", "/all", "/calls"), paths(3));
  }

  @Test
  void agentsUrl_isWhatWasToldLast() {
    api.tellOfAgent(AGENT, receiver.url("/first"));
    api.tellOfAgent(AGENT, receiver.url("/second"));
    api.tell(api.event("call.completed", "call_1", AGENT, new JsonObject()));
    assertEquals(List.of("/second"), paths(1));
    api.tellOfAgent(AGENT, null);
    api.tellOfAgent(AGENT, null);
    api.endpoint(receiver.url("/all"));
    api.tell(api.event("call.completed", "call_2", AGENT, new JsonObject()));
    assertEquals(List.of("/all", "/second"), paths(2));
  }

  @Test
  void eventOfALaterRelease_isHeardByThoseWhoHearAll() {
    api.endpoint(receiver.url("/all"));
    api.endpoint(receiver.url("/calls"), "call.completed");
    api.tell(api.event("fax.received", "fax_1"));
    assertEquals(List.of("/all"), paths(1));
    assertEquals("fax.received", receiver.requests().get(0).json().getString("event"));
  }

  @Test
  void whatIsNoCustomersEvent_holdsUpItsKeyOnly() {
    api.endpoint(receiver.url());
    JsonObject bad = api.event("call.completed", "k1").put("payload", new JsonArray().add(1));
    JsonObject behind = api.event("call.completed", "k1");
    JsonObject other = api.event("call.completed", "k2");
    api.tell("calls-service", bad, behind, other)
        .statusCode(200)
        .body("refused", contains(bad.getString("id"), behind.getString("id")));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
    assertEquals(other.getString("id"), receiver.requests().get(0).id());
    JsonObject noData = api.event("call.completed", "k3", null, null);
    api.tell("calls-service", noData).body("refused", contains(noData.getString("id")));
  }

  @Test
  void senderThatTellsNothing_isRefused() {
    JsonObject event = api.event("call.completed", "k1");
    api.tell("operator", event).body("refused", contains(event.getString("id")));
  }

  @Test
  void batch_isStoredByAHandfulOfStatements() {
    api.endpoint(receiver.url());
    JsonObject[] events = new JsonObject[100];
    Arrays.setAll(events, i -> api.event("call.completed", "call_" + i));
    long before = backends.postgres().countStatements("with told as materialized");
    api.tell("calls-service", events).statusCode(200).body("refused", empty());
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 100);
    await()
        .atMost(PATIENCE)
        .until(
            () -> backends.postgres().countStatements("with told as materialized") == before + 1);
  }

  @Test
  void controlCharactersInData_arePostedAsTheyWere() {
    api.endpoint(receiver.url());
    JsonObject data = new JsonObject().put("body", "a\u0000b\n\u2028\"\\ü👋").put("n", 0.1);
    api.tell(api.event("sms.received", "sms_1", null, data));
    await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
    assertEquals(data, receiver.requests().get(0).json().getJsonObject("data"));
  }
}
