package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.local.stack.ServiceReplica;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Calls through the whole suite, with SIP and RTP to the carrier simulator, as a customer sees
 * them.
 */
class CallIT {
  /** Answers, says hello, and hangs up after five seconds. */
  private static final String SHORT = "+12125550195";

  /** Answers, and listens until it is hung up. */
  private static final String ENDLESS = "+12125550197";

  private static final String BUSY = "+12125550190";

  /** The last two digits of a WAV file of no sound at all. */
  private static final int WAV_HEADER = 44;

  private static final String CARRIED =
      " WHERE status = 'in_progress' AND to_number = '" + ENDLESS + "'";

  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @BeforeAll
  static void fillTheStock() {
    Customer.fillTheStock();
  }

  @Test
  void call_rings_isAnswered_speaks_isRecorded_andIsPaidToTheSecond() {
    Caller caller = Caller.in("415");
    try (HookReceiver receiver =
        HookReceiver.start((exchange, request) -> HookReceiver.answer(exchange, 200, ""))) {
      caller
          .customer()
          .create("/v1/webhooks/endpoints", "{\"url\":\"" + receiver.url("/calls") + "\"}");
      String call = caller.call(SHORT);
      JsonNode ended = caller.awaitStatus(call, "completed");
      assertEquals("remote_hangup", ended.get("end_reason").asText(), ended.toString());
      int seconds = ended.get("duration_seconds").asInt();
      assertTrue(seconds >= 5 && seconds < 15, ended.toString());

      await().atMost(PATIENCE).until(() -> caller.get(call).get("recording_available").asBoolean());
      HttpResponse<String> recording = caller.recording(call);
      assertEquals(200, recording.statusCode());
      assertEquals("audio/wav", Api.header(recording, "Content-Type"));
      assertTrue(Long.parseLong(Api.header(recording, "Content-Length")) > WAV_HEADER);
      JsonNode transcript = caller.customer().get("/v1/calls/" + call + "/transcript");
      assertEquals("ready", transcript.get("status").asText(), transcript.toString());
      assertTrue(
          transcript.get("segments").findValuesAsText("speaker").contains("agent"),
          transcript.toString());

      BigDecimal cost =
          new BigDecimal(
              await()
                  .atMost(PATIENCE)
                  .until(() -> caller.get(call).get("cost"), shown -> !shown.isNull())
                  .asText());
      await()
          .atMost(PATIENCE)
          .until(() -> caller.customer().balance().equals(caller.left().subtract(cost)));
      JsonNode charge =
          caller.customer().get("/v1/billing/transactions?type=capture").get("data").get(0);
      assertEquals(call, charge.at("/resource/id").asText(), charge.toString());
      assertEquals(seconds, charge.get("quantity").asInt(), charge.toString());

      await()
          .atMost(PATIENCE)
          .until(
              () -> events(receiver),
              told ->
                  told.containsAll(
                      List.of("call.started", "call.completed", "call.transcript.ready")));
    }
  }

  private static List<String> events(HookReceiver receiver) {
    return receiver.requests().stream().map(r -> r.json().get("event").asText()).toList();
  }

  @Test
  void busyNumber_isBusyAndCostsNothing() {
    Caller caller = Caller.in("212");
    JsonNode ended = caller.awaitStatus(caller.call(BUSY), "busy");
    assertEquals("busy", ended.get("error_code").asText(), ended.toString());
    await().atMost(PATIENCE).until(() -> !caller.customer().hasMoneyHeld());
    assertEquals(caller.left(), caller.customer().balance());
  }

  @Test
  void telephoneThatCalls_isAnsweredByTheNumbersAgent() {
    Caller caller = Caller.in("312");
    Telephones.command("sip/call", "from", "+13125550101", "to", caller.number());
    JsonNode call =
        await()
            .atMost(PATIENCE)
            .until(
                () -> caller.customer().get("/v1/calls?direction=inbound").get("data"),
                found -> found.size() == 1 && found.at("/0/status").asText().equals("in_progress"))
            .get(0);
    assertEquals("+13125550101", call.get("from").asText(), call.toString());
    assertEquals(caller.agentId(), call.get("agent_id").asText(), call.toString());
    String id = call.get("id").asText();
    caller.hangUp(id);
    JsonNode ended = caller.awaitStatus(id, "completed");
    assertEquals("api_hangup", ended.get("end_reason").asText(), ended.toString());
  }

  /** One replica dies with its calls up: the other ends them, charges them, and has their sound. */
  @Test
  void replicaKilled_itsCallsAreEndedChargedAndRecorded() {
    List<Caller> callers = IntStream.range(0, 5).mapToObj(i -> Caller.in("617")).toList();
    List<String> calls =
        callers.stream()
            .flatMap(c -> IntStream.range(0, 10).mapToObj(i -> c.call(ENDLESS)))
            .toList();
    for (int i = 0; i < calls.size(); i++) {
      callers.get(i / 10).awaitStatus(calls.get(i), "in_progress");
    }
    List<Long> carried =
        Suite.counts("SELECT count(*) FROM calls.call" + CARRIED + " GROUP BY replica");
    ServiceReplica victim = Suite.stack().replicas("calls").get(0);
    Suite.stack().kill(victim);
    try {
      await().atMost(RECOVERY).until(() -> restarted() > 0 && carriedByTheSilent() == 0);
    } finally {
      Suite.stack().start(victim);
    }
    assertTrue(carried.contains(restarted()), restarted() + " of " + carried);
    System.out.println(restarted() + " calls of a dead replica were ended by another");
    callers.forEach(Caller::hangUpTheRest);
    callers.forEach(Caller::assertSettled);
  }

  private static long restarted() {
    return Suite.counts(
            "SELECT count(*) FROM calls.call WHERE end_reason = 'service_restart'"
                + " AND to_number = '"
                + ENDLESS
                + "'")
        .get(0);
  }

  /** Calls in progress whose replica has not said for a while that it lives. */
  private static long carriedByTheSilent() {
    return Suite.counts(
            "SELECT count(*) FROM calls.call"
                + CARRIED
                + " AND replica NOT IN (SELECT id FROM calls.replica"
                + " WHERE NOT lost AND beat_at > now() - interval '5 s')")
        .get(0);
  }
}
