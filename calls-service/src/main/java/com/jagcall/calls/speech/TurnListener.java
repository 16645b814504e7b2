package com.jagcall.calls.speech;

/**
 * Hears when a caller takes and gives up the turn. Times are milliseconds of the caller's sound.
 */
public interface TurnListener {
  /**
   * The caller speaks. Told as soon as it is sure.
   *
   * @param atMillis when it began, which is some 100 ms ago
   */
  void speechStarted(long atMillis);

  /**
   * The caller has said what there was to say.
   *
   * @param startMillis when the turn began
   * @param endMillis when the voice ended, which is the end-pointing's patience ago
   */
  void turnEnded(long startMillis, long endMillis);
}
