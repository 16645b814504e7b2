package com.jagcall.messaging.testing;

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
import java.util.List;

/** What a developer with one key does with messages. */
public record SmsApi(Organization organization, ApiKey key) {
  public static final String PATH = "/v1/sms";
  public static final String OPT_OUTS = PATH + "/opt-outs";

  /** A developer of a new organization, with a live key of all scopes. */
  public static SmsApi of(Backends backends) {
    Organization organization = backends.accounts().organization();
    return new SmsApi(organization, backends.accounts().key(organization, Mode.LIVE));
  }

  /** As {@link #of}, with limits that are never met. */
  public static SmsApi unlimited(Backends backends) {
    return of(backends).unlimitedToo(backends);
  }

  private SmsApi unlimitedToo(Backends backends) {
    for (String row : List.of("POST /v1/sms", "read", "write")) {
      backends.accounts().limit(key, row, 10_000);
    }
    return this;
  }

  /** The same organization's test data. */
  public SmsApi testMode(Backends backends) {
    return new SmsApi(organization, backends.accounts().key(organization, Mode.TEST))
        .unlimitedToo(backends);
  }

  /** Every scope but one. */
  public SmsApi without(Backends backends, String scope) {
    List<String> scopes = Scope.ALL.stream().filter(s -> !s.equals(scope)).toList();
    return new SmsApi(organization, backends.accounts().key(organization, Mode.LIVE, scopes, null));
  }

  public RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  public ValidatableResponse post(String json) {
    return post(PATH, json);
  }

  public ValidatableResponse post(String path, String json) {
    return request().contentType(ContentType.JSON).body(json).post(path).then();
  }

  public ValidatableResponse send(String from, String to, String body) {
    return post(json(from, to, body));
  }

  /** A request body. */
  public static String json(String from, String to, String body) {
    return new JsonObject().put("from", from).put("to", to).put("body", body).encode();
  }

  /** Sends it, and answers its identifier. */
  public String sent(String from, String to, String body) {
    return send(from, to, body).statusCode(201).extract().path("id");
  }

  /** The query is sent as it stands here, percent signs included. */
  public ValidatableResponse list(String query) {
    return request().urlEncodingEnabled(false).get(PATH + query).then();
  }

  public ValidatableResponse optOuts(String query) {
    return request().urlEncodingEnabled(false).get(OPT_OUTS + query).then();
  }

  public ValidatableResponse get(String id) {
    return request().get(PATH + "/" + id).then();
  }

  public String status(String id) {
    return get(id).statusCode(200).extract().path("status");
  }
}
