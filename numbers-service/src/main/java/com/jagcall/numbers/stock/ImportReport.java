package com.jagcall.numbers.stock;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What became of an operator's file.
 *
 * @param imported how many numbers were taken
 * @param added how many of them were not in stock
 * @param refusedCount how many lines were not taken
 * @param refused the first of them, at most {@link #MAX_LINES}, in their order
 */
@RegisterForReflection
public record ImportReport(int imported, int added, int refusedCount, List<RefusedLine> refused) {
  static final int MAX_LINES = 1000;

  /**
   * A line that was not taken.
   *
   * @param line its place in the file, from 1
   */
  @RegisterForReflection
  public record RefusedLine(int line, String message) {}
}
