package com.jagcall.calls.summary;

import com.jagcall.calls.agent.Agent;
import com.jagcall.common.credential.Tenant;

/**
 * A call that is to be summed up.
 *
 * @param agent as the call was made with it
 * @param attempt from 1; whose result counts as long as nobody made a later one
 */
record Task(String callId, Tenant tenant, Agent agent, int attempt) {}
