package com.jagcall.calls.call;

import com.jagcall.calls.agent.Agent;
import com.jagcall.common.credential.Tenant;
import java.time.Duration;
import java.util.Map;

/**
 * A call to be carried.
 *
 * @param from E.164; null: the caller withheld it
 * @param to E.164
 * @param agent as it was when the call was made
 * @param metadata the caller's own data, for the agent's prompt
 * @param ringTimeout how long it may ring; the carrier of the call need not watch it
 * @param maxDuration how long it may last; the carrier of the call need not watch it
 */
public record Order(
    String callId,
    Tenant tenant,
    CallDirection direction,
    String from,
    String to,
    Agent agent,
    Map<String, String> metadata,
    Duration ringTimeout,
    Duration maxDuration) {}
