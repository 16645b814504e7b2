package com.jagcall.webhooks.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What a developer with one key does with webhooks, and what other services tell of them. */
public record WebhooksApi(Backends backends, Organization organization, ApiKey key) {
  public static final String ENDPOINTS = "/v1/webhooks/endpoints";
  public static final String DELIVERIES = "/v1/webhooks/deliveries";

  /** A developer of a new organization, with a live key of all scopes. */
  public static WebhooksApi of(Backends backends) {
    Organization organization = backends.accounts().organization();
    return new WebhooksApi(
        backends, organization, backends.accounts().key(organization, Mode.LIVE));
  }

  /** As {@link #of}, with limits that are never met. */
  public static WebhooksApi unlimited(Backends backends) {
    WebhooksApi api = of(backends);
    for (String row : List.of("read", "write")) {
      backends.accounts().limit(api.key, row, 10_000);
    }
    return api;
  }

  /** The same organization's test data. */
  public WebhooksApi testMode() {
    return new WebhooksApi(
        backends, organization, backends.accounts().key(organization, Mode.TEST));
  }

  /** The same organization with a key of only these scopes. */
  public WebhooksApi scoped(String... scopes) {
    return new WebhooksApi(
        backends,
        organization,
        backends.accounts().key(organization, Mode.LIVE, List.of(scopes), null));
  }

  /** Every scope but one. */
  public WebhooksApi without(String scope) {
    return scoped(Scope.ALL.stream().filter(s -> !s.equals(scope)).toArray(String[]::new));
  }

  public RequestSpecification request() {
    return given().header("Authorization", "Bearer " + key.text());
  }

  public ValidatableResponse post(String path, JsonObject body) {
    return post(path, body.encode());
  }

  public ValidatableResponse post(String path, String body) {
    return request().contentType(ContentType.JSON).body(body).post(path).then();
  }

  public ValidatableResponse post(String path) {
    return request().post(path).then();
  }

  /** The query is sent as it stands here, percent signs included. */
  public ValidatableResponse get(String path) {
    return request().urlEncodingEnabled(false).get(path).then();
  }

  public ValidatableResponse patch(String id, JsonObject body) {
    return request()
        .contentType(ContentType.JSON)
        .body(body.encode())
        .patch(ENDPOINTS + "/" + id)
        .then();
  }

  public ValidatableResponse delete(String id) {
    return request().delete(ENDPOINTS + "/" + id).then();
  }

  /** A new endpoint's identifier. */
  public String endpoint(String url, String... events) {
    return createEndpoint(url, events).getString("id");
  }

  /** A new endpoint, its secret in it. */
  public JsonObject createEndpoint(String url, String... events) {
    JsonObject body = new JsonObject().put("url", url);
    if (events.length > 0) {
      body.put("events", new JsonArray(List.of((Object[]) events)));
    }
    return new JsonObject(post(ENDPOINTS, body).statusCode(201).extract().asString());
  }

  /** The one delivery of an event to this organization's one endpoint. */
  public JsonObject delivery(String eventId) {
    JsonArray all = new JsonObject(get(DELIVERIES).extract().asString()).getJsonArray("data");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(delivery -> delivery.getString("event_id").equals(eventId))
        .findFirst()
        .orElseThrow();
  }

  public JsonObject detail(String deliveryId) {
    return new JsonObject(get(DELIVERIES + "/" + deliveryId).statusCode(200).extract().asString());
  }

  /** A customer's event of this organization, to be told. */
  public JsonObject event(String type, String key, String agentId, JsonObject data) {
    JsonObject payload =
        new JsonObject()
            .put("organization_id", organization.id())
            .put("mode", key().mode().wire())
            .put("agent_id", agentId)
            .put("event", type)
            .put("timestamp", "2026-01-02T03:04:05Z")
            .put("data", data);
    return new JsonObject()
        .put("id", Ids.next("evt_"))
        .put("type", type)
        .put("key", key)
        .put("at", Instant.now().toString())
        .put("payload", payload);
  }

  public JsonObject event(String type, String key) {
    return event(type, key, null, new JsonObject().put("key", key));
  }

  /** agents-service tells which URL an agent has, or null. */
  public void tellOfAgent(String agentId, String url) {
    JsonObject payload =
        new JsonObject()
            .put("organization_id", organization.id())
            .put("mode", key().mode().wire())
            .put("agent_id", agentId)
            .put("webhook_url", url);
    tell(
            "agents-service",
            new JsonObject()
                .put("id", Ids.next("evt_"))
                .put("type", "agent.webhook")
                .put("key", agentId)
                .put("at", Instant.now().toString())
                .put("payload", payload))
        .statusCode(200)
        .body("refused", empty());
  }

  /** Another service tells of events. */
  public void tell(JsonObject... events) {
    tell("calls-service", events).statusCode(200).body("refused", empty());
  }

  public ValidatableResponse tell(String sender, JsonObject... events) {
    JsonArray all = new JsonArray();
    for (JsonObject event : events) {
      all.add(event);
    }
    return given()
        .header("Authorization", "Bearer " + backends.keys().service(sender, "webhooks-service"))
        .contentType(ContentType.JSON)
        .body(new JsonObject().put("events", all).encode())
        .post("/internal/events")
        .then();
  }
}
