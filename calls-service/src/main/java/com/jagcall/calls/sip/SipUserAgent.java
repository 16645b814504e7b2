package com.jagcall.calls.sip;

/**
 * Makes and takes calls over SIP. Every method may be called from any thread and returns at once;
 * what comes of it is told to the {@link LegListener}, on the agent's one thread, which must never
 * be blocked.
 */
public interface SipUserAgent {

  /**
   * Calls a number: the INVITE goes to the first trunk that serves it, and to the next after a
   * failure of the trunk itself (503, no answer to the INVITE at all, no connection), with the same
   * offer. Never throws: with no trunk the leg ends {@link EndCause#NO_TRUNK}.
   */
  Leg dial(Dial dial, LegListener listener);

  /** Who is asked about calls that come in; until one is set they are refused with 480. */
  void onInvite(InboundHandler handler);

  /**
   * Opens the ports, registers where a trunk wants it. Throws {@link IllegalStateException} when a
   * port cannot be had.
   */
  void start();

  /**
   * Takes no calls from trunks any more, which are told so (503), and asks to be called no more
   * where they ask (OPTIONS). Calls there are live on, and one that was promised before can still
   * be dialled. For a service that drains.
   */
  void drain();

  /**
   * Ends every leg that is left with BYE or CANCEL, un-registers, closes the ports. Waits a few
   * seconds at most.
   */
  void stop();

  /**
   * Whether calls can be made: started, not draining, and at least one trunk not known to be down.
   */
  boolean ready();

  /** Legs that have not ended. */
  int legs();
}
