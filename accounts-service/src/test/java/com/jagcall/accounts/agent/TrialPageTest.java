package com.jagcall.accounts.agent;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.AgentsDouble;
import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.CallsDouble;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of an agent, and what its script asks for. */
@QuarkusTest
class TrialPageTest {
  private static final String PAGE = "/agents/live/" + AgentsDouble.AGENT;
  private static final String TRIALS = PAGE + "/trials";

  @Inject People people;
  AgentsDouble agents;
  CallsDouble calls;
  private Person member;
  private Browser browser;

  @BeforeEach
  void logIn() {
    member = people.member(people.organization(), "member");
    browser = Browser.of(member);
  }

  @AfterEach
  void comeBack() {
    agents.answer(200);
    agents.setAgentStatus("active");
    calls.answer(201);
  }

  @Test
  void page_showsTheAgent_andOffersToTalk() {
    browser
        .get(PAGE)
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("&lt;b&gt;live&lt;/b&gt;"))
        .body(containsString("Be &lt;i&gt;kind&lt;/i&gt;."))
        .body(containsString("Talk to this agent"))
        .body(containsString("/assets/talk.js?v="))
        .body(containsString("data-trials=\"" + TRIALS + "\""));
    assertEquals("agents-service", agents.token().getString("aud"));
    assertEquals(new JsonArray().add("agents:read"), agents.token().getJsonArray("groups"));
    browser.get("/agents").then().body(containsString("href=\"" + PAGE + "\""));
  }

  @Test
  void agentThatIsNotActive_offersNothing() {
    agents.setAgentStatus("inactive");
    browser
        .get(PAGE)
        .then()
        .statusCode(200)
        .body(containsString("This agent is not active"))
        .body(not(containsString("Talk to this agent")));
  }

  @Test
  void agentThatIsNone_isNotFound_andAwayIsSaidSo() {
    agents.answer(404);
    browser.get(PAGE).then().statusCode(404);
    agents.answer(503);
    browser.get(PAGE).then().statusCode(200).body(containsString("cannot be shown at this moment"));
    browser.get("/agents/both/" + AgentsDouble.AGENT).then().statusCode(404);
  }

  @Test
  void trial_isAskedForInTheUsersName() {
    browser
        .post(TRIALS.replace("live", "test"), Map.of("channel", "chat"))
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("call_id", equalTo("call_4fT9xKp2mNq7Lw3Z"))
        .body("path", startsWith("/v1/calls/call_4fT9xKp2mNq7Lw3Z/talk?ticket="))
        .body("offline", equalTo(true))
        .body("problem", nullValue());
    assertEquals(
        new JsonObject().put("agent_id", AgentsDouble.AGENT).put("channel", "chat"), calls.body());
    assertEquals(member.id(), calls.token().getString("sub"));
    assertEquals("calls-service", calls.token().getString("aud"));
    assertEquals("test", calls.token().getString("mode"));
    assertEquals(member.organization().id(), calls.token().getString("organization"));
    assertEquals(new JsonArray().add("calls:write"), calls.token().getJsonArray("groups"));
  }

  @ParameterizedTest
  @CsvSource({"409, Too many", "422, is not active", "429, often", "503, at this moment"})
  void refusal_saysWhatToDo(int status, String text) {
    calls.answer(status);
    browser
        .post(TRIALS, Map.of("channel", "browser"))
        .then()
        .statusCode(200)
        .body("problem", containsString(text))
        .body("path", nullValue());
  }

  @Test
  void withoutToken_orAsAnother_nothingIsAskedFor() {
    browser.post(TRIALS, Map.of("channel", "phone")).then().statusCode(404);
    browser
        .request()
        .contentType("application/x-www-form-urlencoded")
        .formParam("channel", "chat")
        .post(TRIALS)
        .then()
        .statusCode(400);
    Browser.elsewhere().post(TRIALS, Map.of("channel", "chat")).then().statusCode(303);
  }
}
