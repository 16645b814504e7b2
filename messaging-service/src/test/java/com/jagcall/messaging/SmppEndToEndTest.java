package com.jagcall.messaging;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.common.testing.Backends;
import com.jagcall.common.testing.Jobs;
import com.jagcall.common.testing.MovableClock;
import com.jagcall.messaging.smpp.NodeSmsc;
import com.jagcall.messaging.smpp.SmppCarrier;
import com.jagcall.messaging.submission.Upkeep;
import com.jagcall.messaging.testing.CarrierDouble;
import com.jagcall.messaging.testing.Peers;
import com.jagcall.messaging.testing.SmsApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the API to an SMSC that is neither ours nor jSMPP, and back. */
@QuarkusTest
class SmppEndToEndTest {
  private static final String TO = "+14155550123";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 5000;
  private static final int HEADER = 0x40;

  Backends backends;
  Peers peers;
  @Inject CarrierDouble carrier;
  @Inject SmppCarrier real;
  @Inject MovableClock clock;
  @Inject Upkeep upkeep;
  @TestHTTPResource URI address;
  private NodeSmsc smsc;
  private SmsApi api;
  private String from;

  @BeforeEach
  void start() {
    assumeTrue(NodeSmsc.isPossible(), "there is no npm here");
    api = SmsApi.unlimited(backends);
    from = peers.numbers().give(api.organization().id(), "live", null);
    carrier.goThrough(from);
    smsc = listen();
  }

  private NodeSmsc listen() {
    NodeSmsc started = NodeSmsc.start(new JsonObject().put("port", peers.smscPort()));
    await().atMost(PATIENCE).until(real::ready);
    return started;
  }

  @AfterEach
  void stop() {
    clock.reset();
    carrier.followReal(false);
    if (smsc != null) {
      smsc.close();
    }
  }

  private static String hex(String text, Charset charset) {
    return HexFormat.of().formatHex(text.getBytes(charset));
  }

  private void awaitStatus(String id, String status) {
    await().atMost(PATIENCE).until(() -> api.status(id).equals(status));
  }

  @Test
  void textEmojiAndThreeParts_arriveOctetByOctet_andReceiptsMoveThem() {
    smsc.behave(new JsonObject().put("receipt", "after"));
    String text = api.sent(from, TO, "Tisch für 2? £5 [ok] €");
    awaitStatus(text, "delivered");
    String emoji = api.sent(from, TO, "On my way 🚕");
    awaitStatus(emoji, "delivered");
    String body = "0123456789".repeat(40);
    String parts = api.sent(from, TO, body);
    awaitStatus(parts, "delivered");
    List<JsonObject> submits = smsc.await("submit", 5);
    assertEquals(5, submits.size());
    // Read by npm smpp, which knows both alphabets.
    assertEquals("Tisch für 2? £5 [ok] €", submits.get(0).getString("text"));
    assertEquals(0, submits.get(0).getInteger("coding"));
    assertEquals("On my way 🚕", submits.get(1).getString("text"));
    assertEquals(8, submits.get(1).getInteger("coding"));
    String joined =
        submits.subList(2, 5).stream()
            .map(submit -> submit.getString("text"))
            .collect(Collectors.joining());
    assertEquals(body, joined);
    for (int i = 0; i < 3; i++) {
      String udh = submits.get(2 + i).getJsonArray("udh").getString(0);
      assertTrue(udh.endsWith("030" + (i + 1)), udh);
    }
    assertEquals(from.substring(1), submits.get(0).getString("from"));
    assertEquals(TO.substring(1), submits.get(0).getString("to"));
  }

  @Test
  void receiptBeforeTheAnswer_delivers() {
    smsc.behave(new JsonObject().put("receipt", "before").put("delayMillis", 300));
    String id = api.sent(from, TO, "Hello");
    awaitStatus(id, "delivered");
  }

  @Test
  void inboundMessages_ofOneAndTwoParts_areReceived() {
    assertEquals(0, smsc.deliver(pdu(0, hex("Hello", StandardCharsets.US_ASCII))));
    String first = hex("Guten Tag, ", StandardCharsets.UTF_16BE);
    String second = hex("Grüße 👋", StandardCharsets.UTF_16BE);
    smsc.deliver(pdu(8, "050003AA0202" + second).put("esm_class", HEADER));
    smsc.deliver(pdu(8, "050003AA0201" + first).put("esm_class", HEADER));
    api.list("?direction=inbound")
        .body("data.body", equalTo(List.of("Guten Tag, Grüße 👋", "Hello")))
        .body("data[0].from", equalTo(TO));
    await()
        .until(
            () ->
                backends.receiver("webhooks-service").payloads("sms.received").stream()
                        .filter(e -> e.getString("organization_id").equals(api.organization().id()))
                        .count()
                    == 2);
  }

  private JsonObject pdu(int coding, String hex) {
    return new JsonObject()
        .put("source_addr", TO.substring(1))
        .put("source_addr_ton", 1)
        .put("destination_addr", from.substring(1))
        .put("dest_addr_ton", 1)
        .put("data_coding", coding)
        .put("short_message", hex);
  }

  @Test
  void unknownNumber_isRefusedWithItsStatus() {
    JsonObject pdu = pdu(0, "48").put("destination_addr", "12125550199");
    // ESME_RINVDSTADR.
    assertEquals(0x0B, smsc.deliver(pdu));
  }

  @Test
  void smscKilledTwice_whileFiveThousandAreOnTheirWay_noneIsLostNorSubmittedTwice() {
    carrier.followReal(true);
    smsc.behave(new JsonObject().put("receipt", "after"));
    ExecutorService clients = Executors.newFixedThreadPool(8);
    CompletableFuture<?>[] sending =
        IntStream.range(0, 8)
            .mapToObj(
                client ->
                    CompletableFuture.runAsync(
                        () -> sendMany(client * MANY / 8, (client + 1) * MANY / 8), clients))
            .toArray(CompletableFuture[]::new);
    NodeSmsc killed = smsc;
    awaitSubmits(killed, 500);
    killed.close();
    NodeSmsc second = listen();
    second.behave(new JsonObject().put("receipt", "after").put("delayMillis", 5));
    awaitSubmits(second, 1000);
    second.close();
    smsc = listen();
    smsc.behave(new JsonObject().put("receipt", "after"));
    CompletableFuture.allOf(sending).join();
    clients.shutdown();
    await().atMost(Duration.ofSeconds(90)).until(() -> count("status = 'queued'") == 0);
    // What was cut off is heard of no more.
    clock.move(Duration.ofHours(73));
    Jobs.run(upkeep::endDue);
    assertEquals(MANY, count("status in ('delivered', 'undelivered')"));
    assertEquals(0, count("not settled"));
    Map<String, Long> submitted =
        List.of(killed, second, smsc).stream()
            .flatMap(one -> one.events("submit").stream())
            .collect(Collectors.groupingBy(one -> one.getString("text"), Collectors.counting()));
    assertEquals(
        List.of(), submitted.entrySet().stream().filter(one -> one.getValue() > 1).toList());
    assertTrue(count("status = 'delivered'") > MANY / 2);
    ledgerMatchesTheMessages();
  }

  private void awaitSubmits(NodeSmsc smsc, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertTrue(
                    smsc.events("submit").size() >= count,
                    () ->
                        "submits "
                            + smsc.events("submit").size()
                            + ", queued "
                            + count("status = 'queued'")
                            + ", all "
                            + count("true")));
  }

  private void sendMany(int first, int end) {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = first; i < end; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve(SmsApi.PATH))
              .header("Authorization", "Bearer " + api.key().text())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(SmsApi.json(from, TO, "Number " + i)))
              .build();
      assertEquals(
          201,
          client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode());
    }
  }

  /** Every hold is of a message, and was charged or given back as the message says. */
  private void ledgerMatchesTheMessages() {
    String organization = api.organization().id();
    assertEquals(MANY, peers.billing().holds(organization).size());
    long charged = count("cost_micros > 0");
    await()
        .atMost(PATIENCE)
        .until(() -> peers.billing().events(organization, "hold.capture").size() == charged);
    await()
        .atMost(PATIENCE)
        .until(() -> peers.billing().events(organization, "hold.release").size() == MANY - charged);
  }

  private long count(String condition) {
    return backends
        .postgres()
        .count(
            "select count(*) from messaging.message where organization_id = '"
                + api.organization().id()
                + "' and "
                + condition);
  }
}
