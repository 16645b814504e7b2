package com.jagcall.local.process;

import com.jagcall.local.StackException;

/** A part of the stack that consists of one process and can be started again. */
public interface Restartable {

  String name();

  /** The process that runs, or ran last; null before the first start. */
  ChildProcess process();

  /**
   * A moment until the next look whether it is ready.
   *
   * @throws StackException when the launcher is told to stop meanwhile
   */
  default void pauseWhileStarting(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + name() + " was starting", interrupted);
    }
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @throws StackException when it does not become ready
   */
  void start();
}
