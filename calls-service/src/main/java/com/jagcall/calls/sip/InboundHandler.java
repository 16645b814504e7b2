package com.jagcall.calls.sip;

/** Is asked about every inbound call. */
@FunctionalInterface
public interface InboundHandler {

  /**
   * Called on the agent's thread: never block; answer, ring or reject now or later from any thread.
   * A leg that is neither answered nor rejected within three minutes is refused with 480.
   *
   * @return who hears of the leg
   */
  LegListener invited(Leg leg, InboundInvite invite);
}
