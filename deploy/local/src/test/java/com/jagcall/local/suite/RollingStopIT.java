package com.jagcall.local.suite;

import static com.jagcall.local.suite.Customer.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.ServiceReplica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replicas of calls-service that are told to stop with calls up: these go on to their own end on
 * the replica that goes, new ones come up on the other.
 */
class RollingStopIT {
  /** Packets in a second of sound. */
  private static final int SECOND = 50;

  private static final long WAV_HEADER = 44;

  /** Of stereo sound at 8 kHz with 16 bits. */
  private static final double BYTES_PER_SECOND = 32_000;

  /** How calls end that nothing went wrong with. */
  private static final Set<String> NATURAL =
      Set.of("api_hangup", "remote_hangup", "agent_hangup", "silence");

  private static final Duration SHORT_DRAIN = Duration.ofSeconds(12);

  private final LocalStack stack = Suite.stack();
  private final List<Up> calls = new ArrayList<>();

  @BeforeAll
  static void fillTheStock() {
    Customer.fillTheStock();
  }

  /** A call, and the telephone on its other side. */
  private record Up(Caller caller, String id, String telephone) {

    /** The replica that carries it, as replicas know each other. */
    String replica() {
      return Suite.text("SELECT replica FROM calls.call WHERE id = '" + id + "'");
    }

    Up awaitAnswered() {
      await().atMost(PATIENCE).until(() -> !caller.get(id).get("answered_at").isNull());
      return this;
    }

    boolean isOver() {
      return !caller.get(id).get("ended_at").isNull();
    }
  }

  /** A telephone calls, and asks this replica first, from 1. */
  private static Up in(Caller caller, String telephone, int replica) {
    Telephones.command(
        "sip/call", "from", telephone, "to", caller.number(), "server", String.valueOf(replica));
    JsonNode call =
        await()
            .atMost(PATIENCE)
            .until(
                () -> caller.customer().get("/v1/calls?direction=inbound&per_page=1").at("/data/0"),
                newest -> newest.path("from").asText().equals(telephone));
    return new Up(caller, call.get("id").asText(), telephone);
  }

  private static Up out(Caller caller, String telephone) {
    return new Up(caller, caller.call(telephone), telephone);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void replicaToldToStop_losesNoCall(int number) throws Exception {
    ServiceReplica leaving = stack.replicas("calls").get(number - 1);
    Caller caller = Caller.in("206");
    for (int i = 1; i <= 3; i++) {
      calls.add(in(caller, "+1312555010" + i, number).awaitAnswered());
      calls.add(out(caller, "+1212555%02d20".formatted(10 + i)).awaitAnswered());
    }
    String leavingId = calls.get(0).replica();
    // Rings for ten seconds: answered while whoever dialled it is going, half of the time.
    calls.add(out(caller, "+12125551492"));
    caller.awaitStatus(calls.get(calls.size() - 1).id(), "ringing");
    List<Up> carried = calls.stream().filter(call -> call.replica().equals(leavingId)).toList();
    assertTrue(carried.size() >= 3, carried.toString());

    CompletableFuture<Integer> status = stack.terminate(leaving);
    try {
      await().atMost(PATIENCE).until(() -> !leaving.isReady());
      assertNewCallsComeUpElsewhere(caller, number, leavingId);
      carried.forEach(Up::awaitAnswered);
      assertTrue(carried.stream().filter(RollingStopIT::hears).count() > 0, "nobody hears on");
      end(carried, status);
      assertEquals(0, status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } finally {
      stack.kill(leaving);
      stack.start(leaving);
    }
    System.out.println(carried.size() + " of " + calls.size() + " calls went on to their own end");
    caller.hangUpTheRest();
    assertWhole(caller);
  }

  private void assertNewCallsComeUpElsewhere(Caller caller, int leaving, String leavingId) {
    List<Up> newer =
        List.of(
            out(caller, "+12125552120"),
            out(caller, "+12125552220"),
            // Refused by the replica that goes, and tried at the next as carriers do.
            in(caller, "+13125550123", leaving));
    for (Up call : newer) {
      assertFalse(call.awaitAnswered().replica().equals(leavingId), call.id());
    }
    calls.addAll(newer);
  }

  /** Sound still comes to the telephone; false: both have said goodbye already. */
  private static boolean hears(Up call) {
    long before = Telephones.heard(call.telephone());
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                Telephones.heard(call.telephone()) >= before + SECOND
                    ? Optional.of(true)
                    : call.isOver() ? Optional.of(false) : Optional.<Boolean>empty(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Each hangs up in its own way; while one is up, the process lives. */
  private static void end(List<Up> carried, CompletableFuture<Integer> status) {
    for (int i = 0; i < carried.size(); i++) {
      Up call = carried.get(i);
      // In this order: a process that has ended must have had no call up before.
      boolean hasEnded = status.isDone();
      assertTrue(!hasEnded || call.isOver(), "the process ended with calls up");
      if (i % 2 == 0) {
        call.caller().hangUp(call.id());
      } else {
        Telephones.hangUp(call.telephone());
      }
      JsonNode ended = call.caller().awaitStatus(call.id(), "completed");
      String reason = ended.get("end_reason").asText();
      assertTrue(NATURAL.contains(reason), ended.toString());
    }
  }

  /**
   * Every call was completed, is paid to the second, and can be heard from its begin to its end.
   */
  private static void assertWhole(Caller caller) {
    for (JsonNode call : caller.customer().get("/v1/calls?per_page=100").get("data")) {
      JsonNode ended = caller.awaitStatus(call.get("id").asText(), "completed");
      assertTrue(ended.get("error_code").isNull(), ended.toString());
    }
    caller.assertSettled();
    for (JsonNode call : caller.customer().get("/v1/calls?per_page=100").get("data")) {
      assertRecorded(caller, call.get("id").asText());
    }
  }

  private static void assertRecorded(Caller caller, String id) {
    String length = Api.header(caller.recording(id), "Content-Length");
    double recorded = (Long.parseLong(length) - WAV_HEADER) / BYTES_PER_SECOND;
    int seconds = caller.get(id).get("duration_seconds").asInt();
    // A second begun counts, but not of calls that we cut; the first packet comes after the answer.
    assertTrue(Math.abs(recorded - seconds) < 2.0, recorded + " of " + seconds + " s");
  }

  /**
   * Who talks for longer than a replica may wait is told so, hung up on, and charged until then.
   */
  @Test
  void callThatOutlivesTheDrain_isEndedWithAGoodbye_andSettled() throws Exception {
    ServiceReplica leaving = stack.replicas("calls").get(0);
    stack.terminate(leaving).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    stack.start(leaving, Map.of("JAGCALL_CALLS_DRAIN", SHORT_DRAIN.toSeconds() + "S"));
    Caller caller = Caller.in("206");
    Up call = in(caller, "+13125550131", 1).awaitAnswered();
    long told = System.nanoTime();
    try {
      assertEquals(0, stack.terminate(leaving).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } finally {
      stack.kill(leaving);
      stack.start(leaving);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - told);
    assertTrue(took.compareTo(SHORT_DRAIN.dividedBy(2)) >= 0, took.toString());
    JsonNode ended = caller.awaitStatus(call.id(), "failed");
    assertEquals("service_restart", ended.get("end_reason").asText(), ended.toString());
    assertEquals("service_restart", ended.get("error_code").asText(), ended.toString());
    JsonNode said = caller.customer().get("/v1/calls/" + call.id() + "/transcript").get("segments");
    String last = said.get(said.size() - 1).get("text").asText();
    assertTrue(last.contains("our time is up") || last.contains("Goodbye"), said.toString());
    caller.assertSettled();
    assertRecorded(caller, call.id());
  }
}
