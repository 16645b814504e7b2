package com.jagcall.calls.call;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.calls.testing.CallsApi;
import com.jagcall.calls.testing.NumbersDouble;
import com.jagcall.calls.testing.Peers;
import com.jagcall.calls.testing.ScriptedCarriage;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListCallsTest {
  Backends backends;
  Peers peers;
  @Inject ScriptedCarriage carriage;
  private CallsApi api;

  @BeforeEach
  void newOrganization() {
    api = CallsApi.of(backends, peers);
    carriage.setScript(call -> call.end(EndReason.BUSY));
  }

  @Test
  void noCalls_isAnEmptyList() {
    api.list("")
        .statusCode(200)
        .body("data", empty())
        .body("pagination.page", equalTo(1))
        .body("pagination.total", equalTo(0));
  }

  @Test
  void ownCalls_areListedNewestFirst_inPages() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, api.call(NumbersDouble.fresh()));
    }
    assertEquals(made, api.list("").extract().path("data.id"));
    assertEquals(made.subList(2, 4), api.list("?page=2&per_page=2").extract().path("data.id"));
    api.list("?page=9&per_page=2").body("data", empty()).body("pagination.total", equalTo(5));
  }

  @Test
  void filters_narrowTheList() {
    String busy = api.call(NumbersDouble.fresh());
    api.await(busy, "busy");
    String rejected = NumbersDouble.fresh();
    carriage.setScript(call -> call.end(EndReason.REJECTED));
    api.await(api.call(rejected), "failed");
    assertEquals(List.of(busy), api.list("?status=busy").extract().path("data.id"));
    api.list("?status=completed").body("pagination.total", equalTo(0));
    api.list("?agent_id=" + api.agent()).body("pagination.total", equalTo(2));
    api.list("?agent_id=agt_0000000000000000").body("pagination.total", equalTo(0));
    api.list("?direction=outbound").body("pagination.total", equalTo(2));
    api.list("?direction=inbound").body("pagination.total", equalTo(0));
    String created = api.get(busy).extract().path("created_at");
    api.list("?created_after=" + created).body("pagination.total", equalTo(1));
    api.list("?created_before=" + created).body("pagination.total", equalTo(0));
    api.list("?created_after=2020-01-01T00:00:00%2B02:00&status=failed&agent_id=" + api.agent())
        .body("pagination.total", equalTo(1))
        .body("data[0].to", equalTo(rejected));
  }

  @Test
  void oneList_costsOneScriptAndOneStatement() {
    api.await(api.call(NumbersDouble.fresh()), "busy");
    api.list("").statusCode(200);
    long statements = backends.postgres().countStatements("offset");
    for (int i = 0; i < 10; i++) {
      api.list("?status=busy").statusCode(200);
    }
    assertEquals(10, backends.postgres().countStatements("offset") - statements);
  }

  @ParameterizedTest
  @CsvSource({
    "agent_id=x, agent_id",
    "status=done, status",
    "status=BUSY, status",
    "direction=up, direction",
    "created_after=yesterday, created_after",
    "created_before=2026-01-01, created_before",
    "page=x, page",
    "per_page=1.5, per_page",
  })
  void unreadableParameter_returns400(String query, String parameter) {
    api.list("?" + query)
        .statusCode(400)
        .body("error.code", equalTo("invalid_parameter"))
        .body("error.details.field", equalTo(List.of(parameter)));
  }

  @Test
  void scopeMissing_returns403() {
    api.without(backends, Scope.CALLS_READ).list("").statusCode(403);
  }

  @Test
  void overTheLimits_returns429() {
    backends.accounts().limit(api.key(), "read", 2);
    backends.accounts().limit(api.key(), "GET /v1/calls/:id/transcript", 1);
    String id = api.call(NumbersDouble.fresh());
    api.transcript(id).statusCode(200);
    api.transcript(id).statusCode(429);
    api.list("").statusCode(200);
    api.get(id).statusCode(200);
    api.get(id).statusCode(429).body("error.code", equalTo("rate_limit_exceeded"));
  }
}
