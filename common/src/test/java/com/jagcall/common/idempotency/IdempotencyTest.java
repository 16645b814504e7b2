package com.jagcall.common.idempotency;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.testing.AccountsDouble.Organization;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.thing.Permits;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest {
  Backends backends;
  @Inject Permits permits;
  private Organization organization;
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    permits.reset();
    organization = backends.accounts().organization();
    key = backends.accounts().key(organization, Mode.LIVE);
  }

  private static Response post(ApiKey key, String idempotencyKey, String name) {
    return post("/v1/things", key, idempotencyKey, name);
  }

  private static Response permitted(ApiKey key, String idempotencyKey, String name) {
    return post("/v1/things/permitted", key, idempotencyKey, name);
  }

  private static Response post(String path, ApiKey key, String idempotencyKey, String name) {
    return given()
        .header("Authorization", "Bearer " + key.text())
        .header("Idempotency-Key", idempotencyKey)
        .contentType("application/json")
        .body("{\"name\":\"" + name + "\"}")
        .post(path);
  }

  private void assertThings(ApiKey owner, int count) {
    given()
        .header("Authorization", "Bearer " + owner.text())
        .get("/v1/things")
        .then()
        .body("data", hasSize(count));
  }

  @Test
  void repeated_answersTheSameAndDoesNothing() {
    Response first = post(key, "k1", "a");
    Response second = post(key, "k1", "a");
    first.then().statusCode(201);
    second
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .header("Location", first.header("Location"));
    assertEquals(first.body().asString(), second.body().asString());
    assertThings(key, 1);
  }

  @Test
  void sameKeyOtherBody_is409() {
    post(key, "k2", "a").then().statusCode(201);
    post(key, "k2", "b").then().statusCode(409).body("error.code", equalTo("idempotency_conflict"));
  }

  @Test
  void otherOrganizationsSameKey_isItsOwn() {
    ApiKey other = backends.accounts().key(backends.accounts().organization(), Mode.LIVE);
    ApiKey test = backends.accounts().key(organization, Mode.TEST);
    post(key, "k3", "a").then().statusCode(201);
    post(other, "k3", "b").then().statusCode(201);
    post(test, "k3", "c").then().statusCode(201);
  }

  @Test
  void manyAtOnce_oneIsCreated() {
    backends.accounts().limit(key, "write", 100);
    Set<String> ids =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(i -> post(key, "k4", "a"))
            .peek(answer -> assertTrue(Set.of(201, 409).contains(answer.statusCode())))
            .filter(answer -> answer.statusCode() == 201)
            .map(answer -> answer.jsonPath().getString("id"))
            .collect(Collectors.toSet());
    assertEquals(1, ids.size());
    assertThings(key, 1);
  }

  @Test
  void refusedForItsBody_isNotKept() {
    post(key, "k5", "a".repeat(30)).then().statusCode(422);
    post(key, "k5", "a").then().statusCode(201);
  }

  @Test
  void olderThanADay_isForgotten() {
    post(key, "k6", "a").then().statusCode(201);
    backends
        .postgres()
        .execute(
            "UPDATE common.idempotency_key SET created_at = created_at - interval '25 hours'"
                + " WHERE organization_id = '"
                + organization.id()
                + "'");
    post(key, "k6", "b").then().statusCode(201);
    post(key, "k6", "b").then().statusCode(201).header("Idempotent-Replayed", "true");
  }

  @Test
  void keptByAnOlderRelease_isReadNevertheless() {
    post(key, "k7", "a").then().statusCode(201);
    backends
        .postgres()
        .execute(
            "UPDATE common.idempotency_key SET body = replace(body, '{', '{\"gone\":1,')"
                + " WHERE organization_id = '"
                + organization.id()
                + "'");
    post(key, "k7", "a").then().statusCode(201).header("Idempotent-Replayed", "true");
  }

  @Test
  void badKeys_areRefused() {
    for (String bad : new String[] {"", "a".repeat(256), "a b"}) {
      post(key, bad, "a")
          .then()
          .statusCode(422)
          .body("error.details[0].field", equalTo("Idempotency-Key"));
    }
    post(key, "a".repeat(255), "a").then().statusCode(201);
  }

  @Test
  void preparedAndRepeated_isPreparedOnce() {
    permitted(key, "k8", "a").then().statusCode(201);
    permitted(key, "k8", "a").then().statusCode(201).header("Idempotent-Replayed", "true");
    permitted(key, "k8", "b").then().statusCode(409);
    assertEquals(1, permits.given());
    assertEquals(1, permits.open());
  }

  @Test
  void preparedAndRefused_isUndone() {
    permitted(key, "k9", "refused").then().statusCode(409);
    assertEquals(1, permits.given());
    assertEquals(0, permits.open());
    permitted(key, "k9", "a").then().statusCode(201);
    assertEquals(1, permits.open());
  }

  @Test
  void preparedManyAtOnce_oneIsUsedAndAllOthersAreUndone() {
    backends.accounts().limit(key, "write", 100);
    IntStream.range(0, 40).parallel().forEach(i -> permitted(key, "k10", "a"));
    assertEquals(1, permits.open());
    assertThings(key, 1);
  }
}
