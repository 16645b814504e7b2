package com.jagcall.calls.media;

/**
 * Takes what is to be heard on the other side. Called by the thread that paces every call, and by
 * whoever clears the line: copies what it needs, and returns at once.
 */
public interface FrameSink {
  /**
   * The next 20 ms.
   *
   * @param agent used again afterwards: copy out of it
   * @param isSound false: nothing is to be heard, and nothing need be sent
   */
  void frame(AudioFrame agent, boolean isSound);

  /** What was sent and is not heard yet shall not be heard: somebody interrupts. */
  void cleared();
}
