package com.jagcall.calls.dialogue;

import com.jagcall.calls.call.CallLatency;
import com.jagcall.calls.call.CallLatency.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The latencies of a call's turns; of the first thousand, a call has no more worth counting. */
final class Latencies {
  private static final int MAX_TURNS = 1_000;
  private static final int MICROS = 1_000;
  private static final double HALF = 0.5;
  private static final double NINETEEN_OF_TWENTY = 0.95;

  private final List<TurnLatency> turns = new ArrayList<>();

  void add(TurnLatency turn) {
    if (turns.size() < MAX_TURNS) {
      turns.add(turn);
    }
  }

  /** Empty without turns. */
  Optional<CallLatency> summary() {
    return turns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CallLatency(
                turns.size(),
                of(TurnLatency::total),
                of(TurnLatency::endpointing),
                of(TurnLatency::recognition),
                of(TurnLatency::model),
                of(TurnLatency::synthesis),
                of(TurnLatency::own)));
  }

  private Percentiles of(ToLongFunction<TurnLatency> part) {
    long[] sorted = turns.stream().mapToLong(part).sorted().toArray();
    return new Percentiles(at(sorted, HALF), at(sorted, NINETEEN_OF_TWENTY));
  }

  private static long at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return (sorted[Math.max(rank, 1) - 1] + MICROS - 1) / MICROS;
  }
}
