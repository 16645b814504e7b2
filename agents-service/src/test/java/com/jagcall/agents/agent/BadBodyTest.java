package com.jagcall.agents.agent;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.agents.agent.BadBodies.Body;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Envelope;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever the body, the answer is the envelope with the right status, and nothing has happened.
 */
@QuarkusTest
class BadBodyTest {
  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.unlimited(backends);
  }

  @TestFactory
  Stream<DynamicTest> badBody_makesNoAgent() {
    return Stream.concat(
        BadBodies.all().stream().map(body -> test(body, api::post)),
        Stream.of(
            DynamicTest.dynamicTest(
                "afterwards there is no agent",
                () -> api.list("").body("pagination.total", equalTo(0)))));
  }

  @TestFactory
  Stream<DynamicTest> badBody_changesNoAgent() {
    String id = api.createNamed("Reception");
    Object before = api.get(id).extract().path("");
    return Stream.concat(
        BadBodies.all().stream()
            .filter(body -> !body.json().equals("{}"))
            .map(body -> test(body, json -> api.put(id, json))),
        Stream.of(
            DynamicTest.dynamicTest(
                "afterwards the agent is as it was", () -> api.get(id).body("", equalTo(before)))));
  }

  private static DynamicTest test(Body body, Function<String, ValidatableResponse> send) {
    return DynamicTest.dynamicTest(
        body.toString(),
        () -> {
          Response answer = send.apply(body.json()).extract().response();
          List<String> blamed = Envelope.check(answer, body.status(), body.code());
          assertTrue(body.field() == null || blamed.contains(body.field()), answer::asString);
        });
  }

  @Test
  void severalUnknownMembers_areAllNamed() {
    api.post("{\"name\":\"a\",\"x\":1,\"y\":{\"z\":[]},\"voice_id\":\"josh\",\"w\":null}")
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("x", "y", "w")));
  }
}
