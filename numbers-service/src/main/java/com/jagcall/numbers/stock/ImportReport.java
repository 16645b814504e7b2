package com.jagcall.numbers.stock;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What became of an operator's file.
 *
 * @param added numbers that were not in stock
 * @param updated numbers that were
 * @param refused how many lines were not taken
 * @param refusedLines the first of them, at most {@link #MAX_LINES}, in their order
 */
@RegisterForReflection
public record ImportReport(int added, int updated, int refused, List<RefusedLine> refusedLines) {
  static final int MAX_LINES = 1000;

  /**
   * A line that was not taken.
   *
   * @param line its place in the file, from 1
   */
  @RegisterForReflection
  public record RefusedLine(int line, String reason) {}
}
