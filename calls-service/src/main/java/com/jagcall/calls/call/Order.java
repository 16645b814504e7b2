package com.jagcall.calls.call;

import com.jagcall.calls.agent.Agent;
import com.jagcall.common.credential.Tenant;
import java.time.Duration;
import java.util.Map;

/**
 * A call to be carried.
 *
 * @param channel how it is carried
 * @param from E.164; null: the caller withheld it, or has none
 * @param to E.164; null: nobody is called
 * @param agent as it was when the call was made
 * @param metadata the caller's own data, for the agent's prompt
 * @param ringTimeout how long it may ring; the carrier of the call need not watch it
 * @param maxDuration how long it may last; the carrier of the call need not watch it
 */
public record Order(
    String callId,
    Tenant tenant,
    CallDirection direction,
    CallChannel channel,
    String from,
    String to,
    Agent agent,
    Map<String, String> metadata,
    Duration ringTimeout,
    Duration maxDuration) {

  /** A call by telephone. */
  public Order(
      String callId,
      Tenant tenant,
      CallDirection direction,
      String from,
      String to,
      Agent agent,
      Map<String, String> metadata,
      Duration ringTimeout,
      Duration maxDuration) {
    this(
        callId,
        tenant,
        direction,
        CallChannel.PHONE,
        from,
        to,
        agent,
        metadata,
        ringTimeout,
        maxDuration);
  }
}
