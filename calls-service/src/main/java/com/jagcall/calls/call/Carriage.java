package com.jagcall.calls.call;

/** Carries calls: a trunk does, and the sandbox. */
public interface Carriage {

  /**
   * Calls somebody and lets the agent talk. Returns at once, from any thread, and never throws: a
   * call that cannot be made ends.
   */
  Carried dial(Order order, CarriageListener listener);
}
