package com.jagcall.calls.call;

/**
 * A call that is being carried. Every method may be called from any thread, at any time and more
 * than once, and returns at once; {@link CarriageListener#ended} tells when it is over.
 */
public interface Carried {

  /** Ends it now. What ends it then has this reason, unless the other side was faster. */
  void hangUp(EndReason why);

  /** Lets the agent say that it has to end, and ends it then; some seconds later at the latest. */
  void conclude(EndReason why);
}
