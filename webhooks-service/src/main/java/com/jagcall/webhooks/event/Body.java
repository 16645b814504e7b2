package com.jagcall.webhooks.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What is posted, in the order in which the API's documentation has it. */
@RegisterForReflection
record Body(String event, Instant timestamp, Object data) {}
