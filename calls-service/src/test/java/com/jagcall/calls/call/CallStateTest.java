package com.jagcall.calls.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CallStateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Something that a network may tell, at some moment and in any order. */
  private record Signal(String what, EndReason reason, long millis) {
    Optional<CallState> applyTo(CallState state) {
      return switch (what) {
        case "ring" -> state.ring();
        case "answer" -> state.answer(START.plusMillis(millis));
        default -> state.end(reason, START.plusMillis(millis));
      };
    }
  }

  @Provide
  Arbitrary<List<Signal>> signals() {
    return Combinators.combine(
            Arbitraries.of("ring", "answer", "end"),
            Arbitraries.of(EndReason.class),
            Arbitraries.longs().between(0, 100_000))
        .as(Signal::new)
        .list()
        .ofMaxSize(8);
  }

  @Property
  void whateverIsSignalled_theStateMakesSense(@ForAll("signals") List<Signal> signals) {
    CallState state = CallState.queued();
    for (Signal signal : signals) {
      CallState before = state;
      state = signal.applyTo(state).orElse(state);
      assertFalse(before.status().isFinal() && state != before, "nothing comes after the end");
      judge(state);
    }
  }

  private static void judge(CallState state) {
    boolean isOver = state.status().isFinal();
    assertEquals(isOver, state.endedAt() != null);
    assertEquals(isOver, state.durationSeconds() != null);
    assertEquals(isOver, state.endReason() != null);
    if (state.status() == CallStatus.COMPLETED || state.status() == CallStatus.IN_PROGRESS) {
      assertNotNull(state.answeredAt());
    }
    if (isOver && state.wasAnswered()) {
      assertFalse(state.endedAt().isBefore(state.answeredAt()));
    }
    if (isOver && !state.wasAnswered()) {
      assertEquals(0, state.durationSeconds());
    }
    assertEquals(
        state.errorCode() != null,
        isOver && state.status() != CallStatus.COMPLETED && state.status() != CallStatus.CANCELED);
  }

  @Example
  void secondsThatBegan_count() {
    assertEquals(0, lasting(EndReason.REMOTE_HANGUP, 0));
    assertEquals(1, lasting(EndReason.REMOTE_HANGUP, 1));
    assertEquals(1, lasting(EndReason.REMOTE_HANGUP, 1_000));
    assertEquals(2, lasting(EndReason.REMOTE_HANGUP, 1_001));
  }

  @Example
  void ofWhatNobodySawTheEnd_onlyWholeSecondsCount() {
    assertEquals(0, lasting(EndReason.SERVICE_RESTART, 999));
    assertEquals(1, lasting(EndReason.SERVICE_RESTART, 1_999));
  }

  private static long lasting(EndReason reason, long millis) {
    return CallState.queued()
        .answer(START)
        .flatMap(state -> state.end(reason, START.plusMillis(millis)))
        .orElseThrow()
        .durationSeconds();
  }

  @Example
  void everyReason_saysWhatItIs() {
    for (EndReason reason : EndReason.values()) {
      assertTrue(reason.wire().matches("[a-z_]{4,40}"), reason.wire());
      assertTrue(reason.message().endsWith("."), reason.message());
    }
    assertNull(CallState.queued().end(EndReason.API_HANGUP, START).orElseThrow().errorCode());
  }
}
