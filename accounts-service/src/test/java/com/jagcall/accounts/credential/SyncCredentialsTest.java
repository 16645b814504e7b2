package com.jagcall.accounts.credential;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SyncCredentialsTest {
  @Inject People people;
  Backends backends;
  private Internal internal;
  private People.Org organization;
  private String id;
  private ApiKey key;

  @BeforeEach
  void makeKey() {
    internal = new Internal(backends.keys());
    organization = people.organization();
    Response made = make();
    id = made.path("id");
    key = ApiKey.parse(made.path("key")).orElseThrow();
  }

  private Response make() {
    return internal.createKey(
        new JsonObject()
            .put("organization_id", organization.id())
            .put("name", "x")
            .put("mode", "live"));
  }

  @Test
  void use_isNotedAndMovesOnlyForward() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    internal.sync(id, now.minusSeconds(60)).then().statusCode(200);
    assertEquals(now.minusSeconds(60), lastUsed());
    internal.sync(id, now);
    assertEquals(now, lastUsed());
    internal.sync(id, now.minusSeconds(30));
    assertEquals(now, lastUsed());
  }

  @Test
  void useInTheFuture_isTakenForNow() {
    internal.sync(id, Instant.now().plusSeconds(3600)).then().statusCode(200);

    assertEquals(0, ChronoUnit.MINUTES.between(lastUsed(), Instant.now()));
  }

  @Test
  void manyUses_takeOneStatementAndOneForTheChanges() {
    JsonArray used = new JsonArray();
    for (int i = 0; i < 1_000; i++) {
      used.add(use("key_" + String.format("%020d", i)));
    }
    used.remove(0);
    used.add(use(id));
    long before = backends.postgres().countStatements("UPDATE api_key k SET last_used_at");

    internal.sync(used).then().statusCode(200);

    assertEquals(
        before + 1, backends.postgres().countStatements("UPDATE api_key k SET last_used_at"));
    assertEquals(0, ChronoUnit.MINUTES.between(lastUsed(), Instant.now()));
  }

  @Test
  void reportsInParallelAndInAnyOrder_doNotBlockEachOther() throws Exception {
    List<String> ids = new ArrayList<>(List.of(id));
    for (int i = 0; i < 19; i++) {
      ids.add(make().path("id"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers =
          threads.invokeAll(
              IntStream.range(0, 64)
                  .<Callable<Integer>>mapToObj(
                      i ->
                          () -> {
                            List<String> order = new ArrayList<>(ids);
                            java.util.Collections.shuffle(order);
                            JsonArray used = new JsonArray();
                            Instant at = Instant.now().plusSeconds(6L * i);
                            order.forEach(one -> used.add(use(one).put("at", at.toString())));
                            return internal.sync(used).statusCode();
                          })
                  .toList());
      for (Future<Integer> answer : answers) {
        assertEquals(200, answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keyThatWasRevokedLately_isInTheAnswer() {
    people.sql(
        "UPDATE api_key SET revoked_at = now(), changed_at = now() - interval '19 minutes'"
            + " WHERE id = ?",
        id);

    internal.sync().body("changed.hash", hasItem(key.sha256()));
  }

  @Test
  void keyThatWasRevokedLongAgo_isLeftOut() {
    people.sql(
        "UPDATE api_key SET revoked_at = now(), changed_at = now() - interval '21 minutes'"
            + " WHERE id = ?",
        id);

    internal.sync().body("changed.hash", not(hasItem(key.sha256())));
  }

  @Test
  void keyThatWasRolledAndHasAnEnd_saysTheEarlier() {
    people.sql(
        "UPDATE api_key SET expires_at = '2100-01-01T00:00:00Z', changed_at = now() WHERE id = ?",
        id);
    internal
        .sync()
        .body(
            "changed.find { it.hash == '" + key.sha256() + "' }.not_after",
            equalTo("2100-01-01T00:00:00Z"));
  }

  @Test
  void tooManyUses_return422() {
    JsonArray used = new JsonArray();
    for (int i = 0; i < 1_001; i++) {
      used.add(use(id));
    }

    internal.sync(used).then().statusCode(422).body("error.details.field", hasItem("used"));
  }

  @Test
  void malformedUse_returns422() {
    internal.sync(new JsonArray().add(use("key_\0"))).then().statusCode(422);
    internal.sync(new JsonArray().add(new JsonObject())).then().statusCode(422);
    internal.sync(new JsonArray().addNull()).then().statusCode(422);
  }

  @Test
  void absentKey_isPassedOver() {
    internal.sync("key_0000000000000000", Instant.now()).then().statusCode(200);
  }

  private static JsonObject use(String id) {
    return new JsonObject().put("credential_id", id).put("at", Instant.now().toString());
  }

  private Instant lastUsed() {
    String at =
        people
            .select(
                "SELECT to_char(last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                    + " FROM api_key WHERE id = ?",
                id)
            .get(0);
    return Instant.parse(at);
  }
}
