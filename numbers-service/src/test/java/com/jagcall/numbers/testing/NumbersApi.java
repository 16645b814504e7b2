package com.jagcall.numbers.testing;

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

/** What a developer with one key does with phone numbers. */
public record NumbersApi(Organization organization, ApiKey key) {
  public static final String PATH = "/v1/phone-numbers";
  public static final String SEARCH = PATH + "/search";

  /** A developer of a new organization, with a live key of all scopes. */
  public static NumbersApi of(Backends backends) {
    Organization organization = backends.accounts().organization();
    return new NumbersApi(organization, backends.accounts().key(organization, Mode.LIVE));
  }

  /** As {@link #of}, with limits that are never met. */
  public static NumbersApi unlimited(Backends backends) {
    return of(backends).unlimitedToo(backends);
  }

  private NumbersApi unlimitedToo(Backends backends) {
    for (String row : List.of("POST /v1/phone-numbers/search", "read", "write")) {
      backends.accounts().limit(key, row, 10_000);
    }
    return this;
  }

  /** The same organization's test data. */
  public NumbersApi testMode(Backends backends) {
    return new NumbersApi(organization, backends.accounts().key(organization, Mode.TEST))
        .unlimitedToo(backends);
  }

  /** Every scope but one. */
  public NumbersApi without(Backends backends, String scope) {
    List<String> scopes = Scope.ALL.stream().filter(s -> !s.equals(scope)).toList();
    return new NumbersApi(
        organization, backends.accounts().key(organization, Mode.LIVE, scopes, null));
  }

  public RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  public ValidatableResponse search(String json) {
    return request().contentType(ContentType.JSON).body(json).post(SEARCH).then();
  }

  /** The numbers that a search finds. */
  public List<String> found(String json) {
    return search(json).statusCode(200).extract().path("data.phone_number");
  }

  public ValidatableResponse post(String json) {
    return request().contentType(ContentType.JSON).body(json).post(PATH).then();
  }

  public ValidatableResponse buy(String number) {
    return post("{\"phone_number\":\"" + number + "\"}");
  }

  /** Buys it, and answers its identifier. */
  public String own(String number) {
    return buy(number).statusCode(201).extract().path("id");
  }

  /** The query is sent as it stands here, percent signs included. */
  public ValidatableResponse list(String query) {
    return request().urlEncodingEnabled(false).get(PATH + query).then();
  }

  public ValidatableResponse get(String id) {
    return request().get(PATH + "/" + id).then();
  }

  public ValidatableResponse patch(String id, String json) {
    return request().contentType(ContentType.JSON).body(json).patch(PATH + "/" + id).then();
  }

  /** Assigns the number to an agent, or with null to none. */
  public ValidatableResponse assign(String id, String agentId) {
    return patch(id, "{\"agent_id\":" + (agentId == null ? "null" : "\"" + agentId + "\"") + "}");
  }

  public ValidatableResponse delete(String id) {
    return request().delete(PATH + "/" + id).then();
  }
}
