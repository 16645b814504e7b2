package com.jagcall.webhooks.agent;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An answer with a new secret as it is kept for repetitions of its request: sealed. */
@RegisterForReflection
public record KeptAgentSecret(AgentSecretView view, byte[] sealed) {}
