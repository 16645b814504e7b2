package com.jagcall.accounts.agent;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.AgentsDouble;
import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.People;
import com.jagcall.accounts.testing.People.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ListAgentsTest {
  @Inject People people;
  AgentsDouble agents;
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
  }

  @Test
  void liveAgents_areAskedForInTheUsersName() {
    browser
        .get("/agents")
        .then()
        .statusCode(200)
        .body(containsString("&lt;b&gt;live&lt;/b&gt;"))
        .body(containsString("agt_4fT9xKp2mNq7Lw3Z"))
        .body(containsString("41 in all"));

    assertEquals(member.id(), agents.token().getString("sub"));
    assertEquals("agents-service", agents.token().getString("aud"));
    assertEquals("user", agents.token().getString("use"));
    assertEquals(member.organization().id(), agents.token().getString("organization"));
    assertEquals(member.organization().tag(), agents.token().getString("tag"));
    assertEquals(new JsonArray().add("agents:read"), agents.token().getJsonArray("groups"));
  }

  @Test
  void testAgents_areAskedForInTestMode() {
    browser
        .get("/agents?mode=test")
        .then()
        .body(containsString("&lt;b&gt;test&lt;/b&gt;"))
        .body(containsString("/agents?mode=test&page=2"));
  }

  @Test
  void lastPage_leadsOnlyBack() {
    browser
        .get("/agents?page=3")
        .then()
        .body(containsString("Newer"))
        .body(not(containsString("Older")));
  }

  @Test
  void agentsServiceAway_isSaidSo() {
    for (int status : new int[] {429, 500, 503}) {
      agents.answer(status);

      browser
          .get("/agents")
          .then()
          .statusCode(200)
          .body(containsString("Agents cannot be listed at this moment."));
    }
  }

  @Test
  void nobody_isAskedToLogIn() {
    Browser.elsewhere()
        .get("/agents")
        .then()
        .statusCode(303)
        .header("Location", "/login?next=%2Fagents");
  }
}
