package com.jagcall.local.process;

/** A part of the stack that consists of one process and can be started again. */
public interface Restartable {

  String name();

  /** The process that runs, or ran last; null before the first start. */
  ChildProcess process();

  /**
   * Starts it and returns when it is ready.
   *
   * @throws com.jagcall.local.StackException when it does not become ready
   */
  void start();
}
