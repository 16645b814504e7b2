package com.jagcall.calls.trial;

import com.jagcall.calls.agent.Agent;
import com.jagcall.calls.call.CallChannel;
import com.jagcall.common.credential.Tenant;

/**
 * What a ticket is for.
 *
 * @param agent as it was when the ticket was asked for
 */
record Ticket(String callId, Tenant tenant, CallChannel channel, Agent agent) {}
