package com.jagcall.calls.model;

/** An answer that is being made. */
public interface Answer {

  /**
   * Gives it up and closes its connection. May be called at any time, from any thread, twice; a
   * listener may still hear what was under way when it was called, and has to ignore that.
   */
  void cancel();
}
