package com.jagcall.agents.agent;

import static io.restassured.RestAssured.given;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** What a developer with one key does with agents. */
record AgentsApi(Organization organization, ApiKey key) {
  static final String PATH = "/v1/agents";

  /** A developer of a new organization, with a live key of all scopes. */
  static AgentsApi of(Backends backends) {
    Organization organization = backends.accounts().organization();
    return new AgentsApi(organization, backends.accounts().key(organization, Mode.LIVE));
  }

  /** As {@link #of}, with limits that are never met. */
  static AgentsApi unlimited(Backends backends) {
    AgentsApi api = of(backends);
    for (String row : List.of("GET /v1/agents", "POST /v1/agents", "read", "write")) {
      backends.accounts().limit(api.key, row, 10_000);
    }
    return api;
  }

  /** The same organization's test data. */
  AgentsApi testMode(Backends backends) {
    return new AgentsApi(organization, backends.accounts().key(organization, Mode.TEST));
  }

  /** The same organization with a key of only these scopes. */
  AgentsApi scoped(Backends backends, String... scopes) {
    return new AgentsApi(
        organization, backends.accounts().key(organization, Mode.LIVE, List.of(scopes), null));
  }

  /** Every scope but one. */
  AgentsApi without(Backends backends, String scope) {
    return scoped(
        backends, Scope.ALL.stream().filter(s -> !s.equals(scope)).toArray(String[]::new));
  }

  RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  ValidatableResponse post(String json) {
    return request().contentType(ContentType.JSON).body(json).post(PATH).then();
  }

  /** The query is sent as it stands here, percent signs included. */
  ValidatableResponse list(String query) {
    return request().urlEncodingEnabled(false).get(PATH + query).then();
  }

  ValidatableResponse get(String id) {
    return request().get(PATH + "/" + id).then();
  }

  ValidatableResponse put(String id, String json) {
    return request().contentType(ContentType.JSON).body(json).put(PATH + "/" + id).then();
  }

  ValidatableResponse delete(String id) {
    return request().delete(PATH + "/" + id).then();
  }

  /** A new agent's identifier. */
  String create(String json) {
    return post(json).statusCode(201).extract().path("id");
  }

  String createNamed(String name) {
    return create("{\"name\":\"" + name + "\"}");
  }

  List<String> names(String query) {
    return list(query).statusCode(200).extract().path("data.name");
  }
}
