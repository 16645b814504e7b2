package com.jagcall.calls.trial;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.Peers;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents tried out in a browser, as the browser and the customer see it. */
@QuarkusTest
class TrialTest {
  private static final String GREETING = "agent: Hello, this is the reception.";
  private static final int REFUSED = 403;

  Backends backends;
  Peers peers;
  @Inject Pool pool;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private final List<BrowserDouble> browsers = new ArrayList<>();
  private CallsApi api;

  /** A call that may begin. */
  private record Offer(String id, String path) {}

  @BeforeEach
  void newOrganization() {
    api = CallsApi.unlimited(backends, peers);
  }

  @AfterEach
  void closeBrowsers() {
    browsers.forEach(BrowserDouble::close);
  }

  private ValidatableResponse ask(String agent, String channel) {
    return api.request()
        .contentType(ContentType.JSON)
        .body(new JsonObject().put("agent_id", agent).put("channel", channel).encode())
        .post(CallsApi.PATH + "/trials")
        .then();
  }

  private Offer offer(String agent, String channel) {
    ValidatableResponse answer = ask(agent, channel).statusCode(201);
    return new Offer(answer.extract().path("call_id"), answer.extract().path("path"));
  }

  private BrowserDouble open(Offer offer) {
    BrowserDouble browser = new BrowserDouble(port, offer.path(), "http://localhost:" + port);
    browsers.add(browser);
    return browser;
  }

  @Test
  void chat_isAnsweredInWriting_keptAsTest_andChargedToNobody() {
    Offer offer = offer(api.agent(), "chat");
    BrowserDouble browser = open(offer);
    browser.awaitSaid(GREETING);
    browser.say("text", "text", "hello");
    browser.awaitSaid("caller: hello");
    browser.awaitSaid("agent: Hello. Would you like to make an appointment?");
    browser.say("text", "text", "yes please");
    browser.awaitSaid("agent: Which day would you like?");
    browser.hangUp();
    api.await(offer.id(), "completed")
        .body("channel", equalTo("chat"))
        .body("test", equalTo(true))
        .body("direction", equalTo("inbound"))
        .body("from", nullValue())
        .body("to", nullValue())
        .body("end_reason", equalTo("remote_hangup"))
        .body("recording_available", equalTo(false))
        .body("cost", equalTo("0.0000"));
    api.transcript(offer.id())
        .statusCode(200)
        .body("status", equalTo("ready"))
        .body("test", equalTo(true))
        .body("segments.speaker", contains("agent", "caller", "agent", "caller", "agent"));
    assertEquals(0, browser.soundBytes());
    assertEquals(List.of(), eventsAbout(offer.id()));
    assertThrows(
        NoSuchElementException.class,
        () -> peers.billing().hold(api.organization().id(), offer.id()));
  }

  @Test
  void talk_isHeardAndRecorded_andHungUpByTheApi() {
    Offer offer = offer(api.agent(), "browser");
    BrowserDouble browser = open(offer);
    browser.listen();
    browser.awaitSaid(GREETING);
    // A character is 40 ms of sound: all of it was sent.
    assertTrue(browser.soundBytes() >= "Hello, this is the reception.".length() * 640);
    api.get(offer.id())
        .body("status", equalTo("in_progress"))
        .body("channel", equalTo("browser"))
        .body("test", equalTo(true));
    api.hangUp(offer.id()).statusCode(200);
    assertEquals(1000, browser.awaitClosed());
    assertEquals("api_hangup", browser.heard("ended").get(0).getString("reason"));
    api.await(offer.id(), "completed");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> api.recording(offer.id()).statusCode(200));
  }

  @Test
  void writingDuringSpeech_interruptsIt_andWhatWasSentIsNotHeard() {
    String story = "This goes on and on. ".repeat(20).strip();
    Offer offer = offer(agent(new JsonObject().put("first_message", story)), "browser");
    BrowserDouble browser = open(offer);
    browser.listen();
    await().atMost(Duration.ofSeconds(30)).until(() -> browser.soundBytes() > 16_000);
    browser.say("text", "text", "hello");
    browser.awaitSaid("agent: Hello. Would you like to make an appointment?");
    assertTrue(!browser.heard("clear").isEmpty());
    String first = browser.said().get(0);
    assertTrue(first.startsWith("agent: This goes on") && first.length() < story.length(), first);
    browser.hangUp();
    api.await(offer.id(), "completed");
  }

  @Test
  void agentThatIsDone_hangsUp() {
    JsonArray tools =
        new JsonArray().add(new JsonObject().put("type", "end_call").put("name", "end_call"));
    Offer offer = offer(agent(new JsonObject().put("tools", tools)), "chat");
    BrowserDouble browser = open(offer);
    browser.awaitSaid(GREETING);
    browser.say("text", "text", "goodbye");
    browser.awaitSaid("agent: Thank you for calling. Goodbye.");
    assertEquals(1000, browser.awaitClosed());
    assertEquals("agent_hangup", browser.heard("ended").get(0).getString("reason"));
    api.await(offer.id(), "completed").body("end_reason", equalTo("agent_hangup"));
  }

  @Test
  void ticket_isGoodOnce_forItsOwnCall_andInTime() {
    Offer offer = offer(api.agent(), "chat");
    Offer other = offer(api.agent(), "chat");
    String ticket = offer.path().substring(offer.path().indexOf('?'));
    String wrong = "?ticket=" + "0".repeat(43);
    assertEquals(REFUSED, refusal(talk(other.id()) + ticket));
    assertEquals(REFUSED, refusal(talk(offer.id()) + wrong));
    assertEquals(REFUSED, refusal(talk(offer.id()) + "?ticket=%27;drop"));
    assertEquals(REFUSED, refusal(talk(offer.id())));
    assertEquals(REFUSED, refusal(talk("call_none") + ticket));
    api.get(offer.id()).statusCode(404);
    open(offer).awaitSaid(GREETING);
    assertEquals(REFUSED, refusal(offer.path()));
    pool.preparedQuery("update trial_ticket set expires_at = now() where call_id = $1")
        .executeAndAwait(Tuple.of(other.id()));
    assertEquals(REFUSED, refusal(other.path()));
  }

  private int refusal(String path) {
    return BrowserDouble.refusal(port, path, null);
  }

  private static String talk(String id) {
    return CallsApi.PATH + "/" + id + "/talk";
  }

  @Test
  void pageOfAnotherSite_isRefused_andTheTicketIsStillGood() {
    Offer offer = offer(api.agent(), "chat");
    for (String origin : List.of("https://evil.example", "http://localhost:1", "null")) {
      assertEquals(REFUSED, BrowserDouble.refusal(port, offer.path(), origin), origin);
    }
    open(offer).awaitSaid(GREETING);
  }

  @Test
  void withoutUpgrade_aKeyIsNeeded() {
    Offer offer = offer(api.agent(), "chat");
    given().get(offer.path()).then().statusCode(401);
    api.request().get(offer.path()).then().statusCode(400);
  }

  @Test
  void agentOfSomebodyElse_isNone() {
    CallsApi other = CallsApi.unlimited(backends, peers);
    ask(other.agent(), "chat").statusCode(422);
    Offer offer = offer(api.agent(), "chat");
    open(offer).awaitSaid(GREETING);
    other.get(offer.id()).statusCode(404);
    other.transcript(offer.id()).statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"phone", "", "CHAT", "sms"})
  void channelThatIsNone_isRefused(String channel) {
    ask(api.agent(), channel).statusCode(422).body("error.details.field", contains("channel"));
  }

  @Test
  void moreThanMayBe_areRefused_andNoPhoneCallIsInTheirWay() {
    for (int i = 0; i < 3; i++) {
      open(offer(api.agent(), "chat")).awaitSaid(GREETING);
    }
    assertEquals(409, refusal(offer(api.agent(), "chat").path()));
    browsers.get(0).hangUp();
    Offer next = offer(api.agent(), "chat");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> refusal(offer(api.agent(), "chat").path()) == 101);
    api.get(next.id()).statusCode(404);
  }

  @Test
  void listOfCalls_hasThemOnlyWhenAskedFor() {
    Offer offer = offer(api.agent(), "chat");
    open(offer).awaitSaid(GREETING);
    api.list("").body("data", empty());
    api.list("?channel=phone").body("data", empty());
    api.list("?channel=browser").body("data", empty());
    api.list("?channel=chat").body("data.id", contains(offer.id()));
    api.list("?channel=letter").statusCode(400);
  }

  @Test
  void messagesAgainstTheRules_endTheTalk() {
    assertEquals(1008, closedAfter("browser", browser -> browser.write("{")));
    assertEquals(1008, closedAfter("browser", browser -> browser.write("{\"type\":\"sing\"}")));
    assertEquals(1008, closedAfter("browser", browser -> browser.write("null")));
    assertEquals(1008, closedAfter("browser", browser -> browser.sound(3)));
    assertEquals(1009, closedAfter("browser", browser -> browser.sound(3_202)));
    assertEquals(1008, closedAfter("chat", browser -> browser.sound(320)));
    assertEquals(
        1008, closedAfter("chat", browser -> browser.say("text", "text", "x".repeat(2_001))));
    assertEquals(1008, closedAfter("chat", browser -> browser.say("key", "key", "12")));
  }

  @Test
  void hugeFrame_endsTheTalk() {
    int code = closedAfter("browser", browser -> browser.sound(1_000_000));
    assertTrue(code == 1009 || code == -1, "closed with " + code);
  }

  @Test
  void flood_endsTheTalk() {
    int code =
        closedAfter(
            "chat",
            browser -> {
              for (int i = 0; i < 1_000; i++) {
                browser.say("key", "key", "1");
              }
            });
    assertEquals(1008, code);
  }

  private int closedAfter(String channel, Consumer<BrowserDouble> misdeed) {
    Offer offer = offer(api.agent(), channel);
    BrowserDouble browser = open(offer);
    misdeed.accept(browser);
    int code = browser.awaitClosed();
    api.await(offer.id(), "failed").body("error_code", equalTo("connection_lost"));
    return code;
  }

  @Test
  void microphoneThatIsSilent_isNotWaitedFor() {
    Offer offer = offer(api.agent(), "browser");
    BrowserDouble browser = open(offer);
    assertEquals(1000, browser.awaitClosed());
    assertEquals("media_timeout", browser.heard("ended").get(0).getString("reason"));
    api.await(offer.id(), "failed").body("error_code", equalTo("media_timeout"));
  }

  @Test
  void browserThatIsCutOff_endsTheCall() {
    Offer offer = offer(api.agent(), "browser");
    BrowserDouble browser = open(offer);
    browser.listen();
    browser.awaitSaid(GREETING);
    browser.cutOff();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> List.of("completed", "failed").contains(api.status(offer.id())));
    api.transcript(offer.id()).body("status", equalTo("ready"));
  }

  @Test
  void keys_areHeardInTheirPlace() {
    Offer offer = offer(api.agent(), "chat");
    BrowserDouble browser = open(offer);
    browser.awaitSaid(GREETING);
    browser.say("key", "key", "4");
    browser.say("key", "key", "2");
    browser.awaitSaid("caller: 42");
  }

  private String agent(JsonObject members) {
    return peers.agents().agent(api.organization().id(), "live", members);
  }

  private List<String> eventsAbout(String id) {
    return backends.receiver("webhooks-service").events().stream()
        .filter(event -> id.equals(event.getString("key")))
        .map(event -> event.getString("type"))
        .toList();
  }
}
