package com.jagcall.webhooks.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.id.Ids;
import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.DnsDouble;
import com.jagcall.webhooks.testing.Receiver;
import com.jagcall.webhooks.testing.WebhooksApi;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A name is judged by all of its addresses at the moment of each attempt, and resolved once for it.
 */
@QuarkusTest
class ResolvedAddressTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ALLOWED = "127.0.0.1";
  private static final String PRIVATE = "10.0.0.1";

  Backends backends;
  DnsDouble dns;
  private final String name = Ids.base62(8).toLowerCase(Locale.ROOT) + ".example.com";
  private WebhooksApi api;
  private Receiver receiver;

  @BeforeEach
  void start() {
    api = WebhooksApi.unlimited(backends);
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private String endpoint() {
    return api.endpoint("http://" + name + ":" + receiver.port() + "/hook");
  }

  /** The delivery of a test event, once an attempt was made. */
  private JsonObject tested(String endpoint) {
    String id =
        api.post(WebhooksApi.ENDPOINTS + "/" + endpoint + "/test")
            .statusCode(202)
            .extract()
            .path("id");
    return attempted(id, 1);
  }

  private JsonObject attempted(String delivery, int attempts) {
    await()
        .atMost(PATIENCE)
        .until(() -> api.detail(delivery).getInteger("attempt_count") == attempts);
    return api.detail(delivery);
  }

  @Test
  void allowedAddress_isSentToUnderTheHostsName() {
    dns.answer(name, ALLOWED);
    assertEquals("succeeded", tested(endpoint()).getString("status"));
    assertEquals(name + ":" + receiver.port(), receiver.requests().get(0).headers().get("host"));
  }

  @Test
  void privateAddress_isNotSentTo() {
    dns.answer(name, PRIVATE);
    assertEquals(
        "not sent: the host leads to a private address",
        tested(endpoint()).getString("last_error"));
  }

  @Test
  void oneHostileAddressAmongOthers_condemnsTheName() {
    dns.answer(name, "127.0.0.1 169.254.169.254");
    assertEquals(
        "not sent: the host leads to the cloud's metadata service",
        tested(endpoint()).getString("last_error"));
    assertEquals(List.of(), receiver.requests());
  }

  @Test
  void reboundName_isJudgedAnewInEachAttemptAndNeverResolvedTwiceInOne() {
    // The second answer would come if the name were resolved once for the check and once to
    // connect.
    dns.answer(name, ALLOWED, PRIVATE);
    String endpoint = endpoint();
    JsonObject first = tested(endpoint);
    assertEquals("succeeded", first.getString("status"));
    assertEquals(1, dns.questions(name));
    api.post(WebhooksApi.DELIVERIES + "/" + first.getString("id") + "/replay").statusCode(202);
    JsonObject second = attempted(first.getString("id"), 2);
    assertEquals("not sent: the host leads to a private address", second.getString("last_error"));
    assertEquals(1, receiver.requests().size());
  }

  @Test
  void deadAddresses_areTriedUntilTheFourth() {
    dns.answer(name, "127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.1");
    assertEquals("succeeded", tested(endpoint()).getString("status"));
  }

  @Test
  void manyAddresses_areNotAllKnockedAt() {
    dns.answer(name, "127.0.0.2 127.0.0.3 127.0.0.4 127.0.0.5 127.0.0.1");
    assertEquals("the connection was refused", tested(endpoint()).getString("last_error"));
    assertEquals(List.of(), receiver.requests());
  }

  @Test
  void unknownName_isSaidSo() {
    assertEquals("the host has no address", tested(endpoint()).getString("last_error"));
  }
}
