package com.jagcall.webhooks.agent;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgentSecretTest {
  private static final String PATH = "/v1/webhooks/agent-secret";

  Backends backends;
  private static final String TIME = "20[0-9-]{8}T[0-9:.]{8,15}Z";
  private WebhooksApi api;

  @BeforeEach
  void newOrganization() {
    api = WebhooksApi.unlimited(backends);
  }

  @Test
  void firstRoll_makesItAndLaterOnesKeepTheOldForAWhile() {
    api.get(PATH).statusCode(200).body("created_at", nullValue()).body("secret", nullValue());
    api.post(PATH + "/roll-secret", "{}")
        .statusCode(200)
        .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
        .body("previous_secret_expires_at", nullValue());
    String until =
        api.post(PATH + "/roll-secret", "{\"grace_hours\":1}")
            .extract()
            .path("previous_secret_expires_at");
    Duration grace = Duration.between(Instant.now(), Instant.parse(until));
    assertTrue(grace.compareTo(Duration.ofHours(1)) <= 0 && grace.toMinutes() >= 55, until);
    api.get(PATH)
        .body("created_at", matchesPattern(TIME))
        .body("previous_secret_expires_at", equalTo(until))
        .body("secret", nullValue());
    api.post(PATH + "/roll-secret", "{\"grace_hours\":0}")
        .body("previous_secret_expires_at", nullValue());
    api.testMode().get(PATH).body("created_at", nullValue());
  }

  @Test
  void agentsFirstUrl_makesIt() {
    api.tellOfAgent("agt_4fT9xKp2mNq7Lw3Z", "https://example.com/");
    api.get(PATH).body("created_at", matchesPattern(TIME));
  }

  @Test
  void repeatedKey_rollsOnce() {
    assertEquals(rollWithKey(), rollWithKey());
  }

  private String rollWithKey() {
    return api.request()
        .header("Idempotency-Key", "roll")
        .contentType("application/json")
        .body("{}")
        .post(PATH + "/roll-secret")
        .then()
        .statusCode(200)
        .extract()
        .path("secret");
  }
}
