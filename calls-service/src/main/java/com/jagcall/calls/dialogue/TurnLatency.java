package com.jagcall.calls.dialogue;

/**
 * From the end of the caller's speech to the agent's first sound on the wire, in microseconds. The
 * parts add up to the whole.
 *
 * @param endpointing until it was sure that the caller had finished
 * @param recognition from there to the text
 * @param model until there was a sentence
 * @param synthesis until there was sound of it
 * @param own what we took ourselves, in between and until it was sent
 */
public record TurnLatency(
    long endpointing, long recognition, long model, long synthesis, long own) {

  public long total() {
    return endpointing + recognition + model + synthesis + own;
  }
}
