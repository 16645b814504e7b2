package com.jagcall.messaging.language;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a language model is asked to go on with.
 *
 * @param model which one, or null: the one this installation is set up with
 * @param temperature 0 to 2
 * @param language BCP 47, what is spoken
 * @param task what it is told to do
 * @param turns what was said so far, the oldest first; the last one is the other side's
 */
public record Conversation(
    String model, BigDecimal temperature, String language, String task, List<Turn> turns) {

  /** Something that was said. */
  public record Turn(boolean isAgent, String text) {}
}
