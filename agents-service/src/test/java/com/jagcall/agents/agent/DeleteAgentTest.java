package com.jagcall.agents.agent;

import static com.jagcall.agents.agent.AgentsApi.PATH;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteAgentTest {
  private static final String ABSENT = "agt_0000000000000000";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
  }

  @Test
  void ownAgent_isGone() {
    String id = api.createNamed("Reception");
    Map<String, Object> answer = api.delete(id).statusCode(200).extract().path("");
    assertEquals(Map.of("deleted", true, "id", id), answer);
    api.get(id).statusCode(404);
    api.put(id, "{\"name\":\"Sales\"}").statusCode(404);
    api.list("").body("pagination.total", equalTo(0));
  }

  @Test
  void deletedAgent_answersAsAnAbsentOne() {
    String id = api.createNamed("Reception");
    api.delete(id).statusCode(200);
    assertEquals(notFound(ABSENT), notFound(id));
  }

  @Test
  void concurrentDeletions_succeedOnce() {
    AgentsApi fast = AgentsApi.unlimited(backends);
    String id = fast.createNamed("Reception");
    Stream<CompletableFuture<Integer>> running =
        IntStream.range(0, 6)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> fast.delete(id).extract().statusCode()));
    assertEquals(
        java.util.List.of(200, 404, 404, 404, 404, 404),
        running.toList().stream().map(CompletableFuture::join).sorted().toList());
  }

  @Test
  void otherOrganizationsAgent_answersAsAnAbsentOne() {
    AgentsApi others = AgentsApi.of(backends);
    String theirs = others.createNamed("Theirs");
    assertEquals(notFound(ABSENT), notFound(theirs));
    assertEquals(notFound(ABSENT), notFound("malformed"));
    others.get(theirs).statusCode(200);
  }

  @Test
  void agentOfTheOtherMode_answersAsAnAbsentOne() {
    String live = api.createNamed("Live");
    api.testMode(backends).delete(live).statusCode(404);
    api.get(live).statusCode(200);
  }

  @Test
  void noKey_returns401() {
    given().delete(PATH + "/" + ABSENT).then().statusCode(401);
  }

  @Test
  void scopeMissing_returns403() {
    String id = api.createNamed("Reception");
    api.without(backends, Scope.AGENTS_WRITE)
        .delete(id)
        .statusCode(403)
        .body("error.code", equalTo("insufficient_scope"));
    api.get(id).statusCode(200);
  }

  @Test
  void overTheLimit_returns429() {
    backends.accounts().limit(api.key(), "write", 1);
    String first = api.createNamed("First");
    String second = api.createNamed("Second");
    api.delete(first).statusCode(200);
    api.delete(second).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
    api.get(second).statusCode(200);
  }

  private Map<String, Object> notFound(String id) {
    return Envelope.notFound(api.delete(id));
  }
}
