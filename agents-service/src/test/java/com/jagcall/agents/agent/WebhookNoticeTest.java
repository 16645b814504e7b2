package com.jagcall.agents.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** webhooks-service is told of every URL, and of nothing else. */
@QuarkusTest
class WebhookNoticeTest {
  private static final String URL = "https://example.com/hook";

  Backends backends;
  private AgentsApi api;

  @BeforeEach
  void newOrganization() {
    api = AgentsApi.of(backends);
    backends.receiver("webhooks-service").reset();
  }

  private void assertTold(String agent, String... urls) {
    await().atMost(Duration.ofSeconds(30)).until(() -> told(agent).size() >= urls.length);
    assertEquals(List.of(urls), told(agent));
  }

  private List<String> told(String agent) {
    return backends.receiver("webhooks-service").payloads("agent.webhook").stream()
        .filter(payload -> payload.getString("agent_id").equals(agent))
        .map(payload -> String.valueOf(payload.getString("webhook_url")))
        .toList();
  }

  @Test
  void url_isToldWhenItIsSetChangedClearedAndGoneWithItsAgent() {
    String id = api.create("{\"name\":\"Reception\",\"webhook_url\":\"" + URL + "\"}");
    api.put(id, "{\"name\":\"Sales\"}").statusCode(200);
    api.put(id, "{\"webhook_url\":\"" + URL + "2\"}").statusCode(200);
    api.put(id, "{\"webhook_url\":null}").statusCode(200);
    api.delete(id).statusCode(200);
    assertTold(id, URL, URL + "2", "null", "null");
    JsonObject first = backends.receiver("webhooks-service").payloads("agent.webhook").get(0);
    assertEquals(
        new JsonObject()
            .put("organization_id", api.organization().id())
            .put("mode", "live")
            .put("agent_id", id)
            .put("webhook_url", URL),
        first);
  }

  @Test
  void agentWithoutUrl_isNotTold() {
    String without = api.createNamed("Reception");
    api.put(without, "{\"name\":\"Sales\"}").statusCode(200);
    String with = api.create("{\"name\":\"A\",\"webhook_url\":\"" + URL + "\"}");
    assertTold(with, URL);
    assertEquals(List.of(), told(without));
  }
}
