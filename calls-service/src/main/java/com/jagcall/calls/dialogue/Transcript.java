package com.jagcall.calls.dialogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Brings entries into the order in which they began: one that is complete waits for those that
 * began before and go on.
 */
final class Transcript {
  private final Consumer<Said> told;
  private final List<Opening> open = new ArrayList<>();
  private final PriorityQueue<Said> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Said::startMillis));
  private long last;

  /** Something that has begun. */
  static final class Opening {
    private final long startMillis;

    private Opening(long startMillis) {
      this.startMillis = startMillis;
    }

    long startMillis() {
      return startMillis;
    }
  }

  Transcript(Consumer<Said> told) {
    this.told = told;
  }

  /** Somebody began, now or a little while ago. */
  Opening begin(long startMillis) {
    // What was told already cannot be preceded any more.
    Opening opening = new Opening(Math.max(startMillis, last));
    open.add(opening);
    return opening;
  }

  /** It came to nothing. */
  void drop(Opening opening) {
    open.remove(opening);
    tell();
  }

  void end(Opening opening, Said entry) {
    open.remove(opening);
    add(entry);
  }

  void add(Said entry) {
    waiting.add(entry);
    tell();
  }

  /** Nothing follows any more. */
  void finish() {
    open.clear();
    tell();
  }

  private void tell() {
    long limit = open.stream().mapToLong(Opening::startMillis).min().orElse(Long.MAX_VALUE);
    while (!waiting.isEmpty() && waiting.peek().startMillis() <= limit) {
      Said entry = waiting.poll();
      last = Math.max(last, entry.startMillis());
      told.accept(entry);
    }
  }
}
