package com.jagcall.accounts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.jagcall.accounts.testing.Browser;
import com.jagcall.accounts.testing.Internal;
import com.jagcall.accounts.testing.Keys;
import com.jagcall.accounts.testing.People;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseAwayTest {
  @Inject People people;
  Backends backends;

  @Test
  void everythingAnswers503_andRecoversWithNothingRestarted() {
    Browser browser = Browser.of(people.owner());
    ApiKey key = Keys.create(browser, "Backend Server");
    Browser stranger = Browser.elsewhere();
    stranger.token();
    Internal internal = new Internal(backends.keys());
    String question = new JsonObject().put("hash", key.sha256()).encode();

    backends.postgres().stop();
    try {
      unavailable(browser.get("/"));
      unavailable(browser.get(Keys.PATH));
      unavailable(browser.post(Keys.PATH, Map.of("name", "x")));
      unavailable(stranger.post("/login", Map.of("email", "a@test", "password", "b")));
      unavailable(
          internal.as("agents-service").body(question).post("/internal/credentials/resolve"));
      unavailable(internal.sync(new JsonArray()));
    } finally {
      backends.postgres().resume();
    }

    await().atMost(30, SECONDS).until(() -> browser.get(Keys.PATH).statusCode() == 200);
    internal.resolve(key).body("status", equalTo("active"));
  }

  private static void unavailable(Response answer) {
    answer.then().statusCode(503).body("error.code", equalTo("service_unavailable"));
  }
}
