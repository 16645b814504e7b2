package com.jagcall.billing.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a developer with a key, the services and the operator do with one organization's money. */
public record Billing(Backends backends, Organization organization, ApiKey key, Mode mode) {
  public static final String BALANCE = "/v1/billing/balance";
  public static final String TRANSACTIONS = "/v1/billing/transactions";
  public static final String USAGE = "/v1/billing/usage";

  /** A new organization's live money, and a key of all scopes with limits that are never met. */
  public static Billing of(Backends backends) {
    return limited(backends).unlimited();
  }

  /** As {@link #of}, with the usual limits. */
  public static Billing limited(Backends backends) {
    Organization organization = backends.accounts().organization();
    return new Billing(
        backends, organization, backends.accounts().key(organization, Mode.LIVE), Mode.LIVE);
  }

  private Billing unlimited() {
    backends.accounts().limit(key, "GET " + BALANCE, 10_000);
    backends.accounts().limit(key, "read", 10_000);
    return this;
  }

  /** As {@link #of}, with so much of it. */
  public static Billing with(Backends backends, String amount) {
    Billing billing = of(backends);
    billing.topUp(amount).statusCode(201);
    return billing;
  }

  /** The same organization's play money. */
  public Billing testMode() {
    return new Billing(
            backends, organization, backends.accounts().key(organization, Mode.TEST), Mode.TEST)
        .unlimited();
  }

  /** The same organization with a key of every scope but one. */
  public Billing without(String scope) {
    List<String> scopes = Scope.ALL.stream().filter(s -> !s.equals(scope)).toList();
    return new Billing(
        backends, organization, backends.accounts().key(organization, mode, scopes, null), mode);
  }

  public RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  /** The path and query are sent as they stand here, percent signs included. */
  public ValidatableResponse get(String path) {
    return request().urlEncodingEnabled(false).get(path).then();
  }

  /** Asserts what is available and what is held. */
  public void has(String available, String held) {
    get(BALANCE).statusCode(200).body("available", equalTo(available)).body("held", equalTo(held));
  }

  /** As a service of the suite. */
  public RequestSpecification as(String issuer) {
    return given()
        .header("Authorization", "Bearer " + backends.keys().service(issuer, "billing-service"))
        .contentType(ContentType.JSON);
  }

  public ValidatableResponse post(String issuer, String path, JsonObject body) {
    return as(issuer).body(body.encode()).post("/internal/" + path).then();
  }

  public ValidatableResponse topUp(String amount) {
    return post("operator", "top-ups", payment(Ids.next("pay_"), amount));
  }

  /** A top-up's body. */
  public JsonObject payment(String id, String amount) {
    return tenant().put("payment_id", id).put("amount", amount).put("reason", "Paid by card");
  }

  /** An adjustment's body. */
  public JsonObject adjustment(String id, String amount) {
    return tenant().put("adjustment_id", id).put("amount", amount).put("reason", "Goodwill");
  }

  private JsonObject tenant() {
    return new JsonObject().put("organization_id", organization.id()).put("mode", mode.wire());
  }

  /** The name a hold of this test has: no other test's, since services' names are theirs alone. */
  public String name(String holdId) {
    return organization.tag() + "." + holdId;
  }

  /** A hold's body, without what it costs. */
  public JsonObject order(String holdId) {
    return tenant()
        .put("hold_id", name(holdId))
        .put("expires_in_seconds", 3600)
        .put("resource", new JsonObject().put("type", "call").put("id", "call_" + holdId))
        .put("description", "Call to +15550100123");
  }

  /** A hold's body. */
  public JsonObject order(String holdId, String amount) {
    return order(holdId).put("amount", amount);
  }

  /** A hold of calls-service. */
  public ValidatableResponse place(JsonObject order) {
    return post("calls-service", "holds", order);
  }

  /** A hold of calls-service that is placed; answers its name. */
  public String hold(String amount) {
    String id = Ids.next("h_");
    place(order(id, amount)).statusCode(201);
    return id;
  }

  /** Something calls-service does to a hold of its: {@code captures}, say. */
  public ValidatableResponse change(String holdId, String what, JsonObject body) {
    return post("calls-service", "holds/" + name(holdId) + "/" + what, body);
  }

  public ValidatableResponse capture(
      String holdId, String operationId, String amount, boolean isFinal) {
    return change(
        holdId, "captures", operation(operationId).put("amount", amount).put("final", isFinal));
  }

  public ValidatableResponse release(String holdId, String operationId) {
    return change(holdId, "release", operation(operationId));
  }

  public ValidatableResponse extend(String holdId, String operationId, String amount) {
    return change(
        holdId,
        "extensions",
        operation(operationId).put("amount", amount).put("expires_in_seconds", 3600));
  }

  public static JsonObject operation(String operationId) {
    return new JsonObject().put("operation_id", operationId);
  }

  /** Lets a hold's time be over. */
  public void expire(String holdId) {
    backends
        .postgres()
        .execute(
            "UPDATE billing.hold SET expires_at = now() - interval '1 second' WHERE hold_id = '"
                + name(holdId)
                + "'");
  }
}
