package com.jagcall.carrier.control;

/**
 * Something that the simulator can be told to do.
 *
 * @param help one line: what it does and which parameters it takes
 * @param action does it
 */
public record Command(String help, Action action) {

  /** Takes parameters and answers something that is written as JSON. */
  @FunctionalInterface
  public interface Action {

    /**
     * @throws IllegalArgumentException for parameters that are missing or wrong; its message is the
     *     answer
     */
    Object run(Parameters parameters);
  }
}
