package com.jagcall.webhooks.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is broken for one endpoint, or for one delivery, holds up no other. */
@QuarkusTest
class PoisonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Backends backends;
  private WebhooksApi api;
  private Receiver receiver;
  private String endpoint;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
    endpoint = api.endpoint(receiver.url("/poisoned"));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private void assertOthersAreServed() {
    WebhooksApi others = WebhooksApi.unlimited(backends);
    others.endpoint(receiver.url("/others"));
    JsonObject event = others.event("call.completed", "call_1");
    others.tell(event);
    await()
        .atMost(PATIENCE)
        .until(
            () -> others.delivery(event.getString("id")).getString("status").equals("succeeded"));
  }

  @Test
  void secretThatCannotBeRead_failsItsEndpointAlone() {
    backends
        .postgres()
        .execute(
            "UPDATE webhooks.endpoint SET secret = '\\x00' WHERE id = '%s'".formatted(endpoint));
    JsonObject event = api.event("call.completed", "call_1");
    api.tell(event);
    String id = api.delivery(event.getString("id")).getString("id");
    await().atMost(PATIENCE).until(() -> api.detail(id).getInteger("attempt_count") > 0);
    assertEquals(
        "not sent: the signing secret cannot be read; roll it",
        api.detail(id).getString("last_error"));
    assertOthersAreServed();
    api.post(WebhooksApi.ENDPOINTS + "/" + endpoint + "/roll-secret", new JsonObject())
        .statusCode(200);
    api.post(WebhooksApi.DELIVERIES + "/" + id + "/replay").statusCode(202);
    await().atMost(PATIENCE).until(() -> api.detail(id).getString("status").equals("succeeded"));
  }

  /** Such as it is when nobody was there to give it up while its partition was. */
  @Test
  void deliveryWhosePartitionIsGone_isForgotten() {
    String id = "dlv_of" + endpoint.substring(4);
    backends
        .postgres()
        .execute(
            """
            INSERT INTO webhooks.due (delivery_id, created_at, event_id, endpoint_id, key, due_at)
            VALUES ('%s', now() - interval '90 days', 'evt_gone', '%s', 'call_1', now());
            UPDATE webhooks.lane SET due_at = now(), revision = revision + 1
            """
                .formatted(id, endpoint));
    await().atMost(PATIENCE).until(() -> due(id) == 0);
    assertOthersAreServed();
    assertEquals(0, receiver.requests().stream().filter(r -> r.path().equals("/poisoned")).count());
  }

  private long due(String deliveryId) {
    return backends
        .postgres()
        .count("SELECT count(*) FROM webhooks.due WHERE delivery_id = '%s'".formatted(deliveryId));
  }

  /** Such as a partition of attempts that went before the one of the events. */
  @Test
  void attemptThatCannotBeWritten_isGivenUpAlone() {
    String id = "dlv_lost" + endpoint.substring(4);
    backends
        .postgres()
        .execute(
            """
            CREATE TABLE webhooks.event_20200101 PARTITION OF webhooks.event
              FOR VALUES FROM ('2020-01-01T00:00:00Z') TO ('2020-01-02T00:00:00Z');
            INSERT INTO webhooks.event (id, stored_at, organization_id, mode, type, key, body)
            VALUES ('evt_old', '2020-01-01T12:00:00Z', 'org', 'live', 'call.completed', 'k', '{"event":"old"}');
            INSERT INTO webhooks.due (delivery_id, created_at, event_id, endpoint_id, key, due_at)
            VALUES ('%s', '2020-01-01T12:00:00Z', 'evt_old', '%s', 'call_1', now());
            UPDATE webhooks.lane SET due_at = now(), revision = revision + 1
            """
                .formatted(id, endpoint));
    try {
      await().atMost(PATIENCE).until(() -> due(id) == 0);
      assertOthersAreServed();
    } finally {
      backends.postgres().execute("DROP TABLE webhooks.event_20200101");
    }
  }
}
