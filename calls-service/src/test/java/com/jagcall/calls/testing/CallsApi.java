package com.jagcall.calls.testing;

import static io.restassured.RestAssured.given;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What a developer with one key does with calls, with one agent that has a number. */
public record CallsApi(Organization organization, ApiKey key, String agent, String from) {
  public static final String PATH = "/v1/calls";

  /** A developer of a new organization, with a live key of all scopes. */
  public static CallsApi of(Backends backends, Peers peers) {
    return of(backends, peers, backends.accounts().organization(), Mode.LIVE);
  }

  /** As {@link #of}, with limits that are never met. */
  public static CallsApi unlimited(Backends backends, Peers peers) {
    return of(backends, peers).unlimitedToo(backends);
  }

  /** The same developer with another agent of theirs. */
  public CallsApi with(Peers peers, JsonObject members) {
    String other =
        peers.agents().agent(organization.id(), "live", members.copy().put("phone_number", from));
    return new CallsApi(organization, key, other, from);
  }

  /** A developer with a test key. */
  public static CallsApi sandbox(Backends backends, Peers peers) {
    return of(backends, peers, backends.accounts().organization(), Mode.TEST)
        .unlimitedToo(backends);
  }

  private static CallsApi of(Backends backends, Peers peers, Organization organization, Mode mode) {
    String from = peers.numbers().number(organization.id(), mode.wire(), null);
    String agent =
        peers
            .agents()
            .agent(organization.id(), mode.wire(), new JsonObject().put("phone_number", from));
    return new CallsApi(organization, backends.accounts().key(organization, mode), agent, from);
  }

  private CallsApi unlimitedToo(Backends backends) {
    for (String row : List.of("POST /v1/calls", "GET /v1/calls/:id/transcript", "read", "write")) {
      backends.accounts().limit(key, row, 10_000);
    }
    return this;
  }

  /** Every scope but one. */
  public CallsApi without(Backends backends, String scope) {
    List<String> scopes = Scope.ALL.stream().filter(s -> !s.equals(scope)).toList();
    return new CallsApi(
        organization, backends.accounts().key(organization, Mode.LIVE, scopes, null), agent, from);
  }

  public RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  public ValidatableResponse post(String json) {
    return request().contentType(ContentType.JSON).body(json).post(PATH).then();
  }

  /** Asks for a call from the agent's number. */
  public ValidatableResponse dial(String to) {
    return post(new JsonObject().put("agent_id", agent).put("to", to).encode());
  }

  /** Makes a call from the agent's number, and answers its identifier. */
  public String call(String to) {
    return dial(to).statusCode(201).extract().path("id");
  }

  /** The query is sent as it stands here, percent signs included. */
  public ValidatableResponse list(String query) {
    return request().urlEncodingEnabled(false).get(PATH + query).then();
  }

  public ValidatableResponse get(String id) {
    return request().get(PATH + "/" + id).then();
  }

  public String status(String id) {
    return get(id).statusCode(200).extract().path("status");
  }

  public ValidatableResponse hangUp(String id) {
    return request().post(PATH + "/" + id + "/hangup").then();
  }

  public ValidatableResponse transcript(String id) {
    return request().get(PATH + "/" + id + "/transcript").then();
  }

  public ValidatableResponse recording(String id) {
    return request().get(PATH + "/" + id + "/recording").then();
  }

  /** The call as soon as it has a status. */
  public ValidatableResponse await(String id, String status) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(id).equals(status));
    return get(id);
  }
}
