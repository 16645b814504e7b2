package com.jagcall.agents.agent;

import static org.hamcrest.Matchers.equalTo;

import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An installation whose operator lets webhooks be plain http, as on a developer's machine. */
@QuarkusTest
@TestProfile(HttpWebhookTest.HttpAllowed.class)
class HttpWebhookTest {
  Backends backends;

  /** The operator's word. */
  public static class HttpAllowed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("jagcall.webhook.allow-http", "true");
    }
  }

  @Test
  void httpWebhook_isAllowed_butNoHttpTool() {
    AgentsApi api = AgentsApi.of(backends);
    api.post("{\"name\":\"Reception\",\"webhook_url\":\"http://localhost:9000/hook\"}")
        .statusCode(201)
        .body("webhook_url", equalTo("http://localhost:9000/hook"));
    api.post("{\"name\":\"Reception\",\"webhook_url\":\"ftp://localhost/hook\"}")
        .statusCode(422)
        .body("error.details[0].message", equalTo("must be an https or http URL"));
    api.post(
            """
            {"name": "Reception",
             "tools": [{"type": "http", "name": "book", "url": "http://localhost:9000/book"}]}
            """)
        .statusCode(422)
        .body("error.details.field", equalTo(List.of("tools[0].url")));
  }
}
