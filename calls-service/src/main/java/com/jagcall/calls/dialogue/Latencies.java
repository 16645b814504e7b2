package com.jagcall.calls.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The latencies of a call's turns; of the first thousand, a call has no more worth counting. */
public final class Latencies {
  private static final int MAX_TURNS = 1_000;
  private static final int MICROS = 1_000;

  private final List<TurnLatency> turns = new ArrayList<>();

  /**
   * Half, and nineteen of twenty, of the turns took at most so long, in milliseconds rounded up.
   */
  public record Percentiles(long p50, long p95) {}

  /** Takes a turn. */
  public void add(TurnLatency turn) {
    if (turns.size() < MAX_TURNS) {
      turns.add(turn);
    }
  }

  public int count() {
    return turns.size();
  }

  /** Of a part, such as {@code TurnLatency::model}; zero without turns. */
  public Percentiles of(ToLongFunction<TurnLatency> part) {
    long[] sorted = turns.stream().mapToLong(part).sorted().toArray();
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.95));
  }

  private static long at(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return (sorted[Math.max(rank, 1) - 1] + MICROS - 1) / MICROS;
  }
}
