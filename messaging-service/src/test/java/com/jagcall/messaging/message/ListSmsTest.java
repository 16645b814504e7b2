package com.jagcall.messaging.message;

import static com.jagcall.messaging.testing.SmsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import com.jagcall.messaging.testing.Telephone;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListSmsTest {
  private static final String TO = "+14155550123";

  Backends backends;
  Peers peers;
  @Inject CarrierListener listener;
  private SmsApi api;
  private String from;

  @BeforeEach
  void newOrganization() {
    api = SmsApi.of(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
  }

  private List<String> ids(String query) {
    return api.list(query).statusCode(200).extract().path("data.id");
  }

  @Test
  void nothingSent_isAnEmptyList() {
    api.list("")
        .statusCode(200)
        .body("data", empty())
        .body("pagination.page", equalTo(1))
        .body("pagination.per_page", equalTo(20))
        .body("pagination.total", equalTo(0));
  }

  @Test
  void messages_areListedNewestFirst_inPages_eachTenantsAlone() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(0, api.sent(from, TO, "Message " + i));
    }
    SmsApi test = api.testMode(backends);
    String testNumber = peers.numbers().give(api.organization().id(), "test", null);
    String testMessage = test.sent(testNumber, TO, "Test");
    assertEquals(sent, ids(""));
    assertEquals(sent.subList(2, 4), ids("?page=2&per_page=2"));
    api.list("?page=9&per_page=2").body("data", empty()).body("pagination.total", equalTo(5));
    test.list("").body("data.id", equalTo(List.of(testMessage)));
    SmsApi stranger = SmsApi.of(backends);
    stranger.list("").body("pagination.total", equalTo(0));
    assertEquals(
        Envelope.notFound(stranger.get("sms_0000000000000000")),
        Envelope.notFound(stranger.get(sent.get(0))));
    Envelope.notFound(test.get(sent.get(0)));
    Envelope.notFound(api.get(testMessage));
    for (String id : List.of("x", "sms_", "sms_%00", "agt_0000000000000000", "s".repeat(1000))) {
      Envelope.notFound(api.get(id));
    }
  }

  @Test
  void filters_narrowTheList() {
    String agent =
        peers
            .agents()
            .agent(api.organization().id(), "live", new JsonObject().put("sms_replies", false));
    String plain = api.sent(from, TO, "Plain");
    String agents =
        api.post(
                "{\"from\":\"%s\",\"to\":\"+14155550124\",\"body\":\"x\",\"agent_id\":\"%s\"}"
                    .formatted(from, agent))
            .statusCode(201)
            .extract()
            .path("id");
    new Telephone(listener).write(TO, from, "Inbound");
    String inbound = ids("?direction=inbound").get(0);
    assertEquals(List.of(agents, plain), ids("?direction=outbound"));
    assertEquals(List.of(inbound), ids("?status=received"));
    assertEquals(List.of(agents, plain), ids("?from=%2B" + from.substring(1)));
    assertEquals(List.of(plain), ids("?to=%2B14155550123"));
    assertEquals(List.of(plain), ids("?to=+14155550123"));
    assertEquals(List.of(agents), ids("?agent_id=" + agent));
    String at = api.get(agents).extract().path("created_at");
    assertEquals(List.of(plain), ids("?created_before=" + at));
    assertEquals(List.of(inbound), ids("?created_after=" + at));
    assertEquals(List.of(), ids("?created_after=" + at + "&direction=outbound"));
  }

  @Test
  void oneList_costsOneScriptAndOneStatement() {
    api.sent(from, TO, "Hello");
    api.list("").statusCode(200);
    long statements = backends.postgres().countStatements("counted.total");
    long commands = backends.redis().countCommands();
    for (int i = 0; i < 10; i++) {
      api.list("?direction=outbound").statusCode(200);
    }
    assertEquals(10, backends.redis().countCommands() - commands);
    assertEquals(10, backends.postgres().countStatements("counted.total") - statements);
  }

  @ParameterizedTest
  @CsvSource({
    "direction=up, direction",
    "direction=INBOUND, direction",
    "status=accepted, status",
    "from=%27%20or%201=1, from",
    "to=%2B, to",
    "agent_id=x, agent_id",
    "created_after=yesterday, created_after",
    "created_before=0000-01-01T00:00:00Z, created_before",
    "page=x, page",
    "per_page=1.5, per_page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    api.list("?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @ParameterizedTest
  @CsvSource({"page=0, page", "per_page=101, per_page", "page=5001, page"})
  void parameterOutOfItsRange_returns422(String query, String parameter) {
    api.list("?" + query).statusCode(422).body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void noKey_returns401_andScopeMissing_returns403() {
    given().get(PATH).then().statusCode(401).body("error.code", equalTo("missing_api_key"));
    SmsApi writer = api.without(backends, Scope.SMS_READ);
    writer.list("").statusCode(403).body("error.code", equalTo("insufficient_scope"));
    writer.get("sms_0000000000000000").statusCode(403);
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "read", 1);
    api.list("").statusCode(200);
    api.list("").statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }
}
