package com.jagcall.billing.hold;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What was done to a hold and what was answered: a row, kept to answer the same again. */
@RegisterForReflection
public record HoldOperation(
    String issuer,
    String holdId,
    String operationId,
    String kind,
    String requestHash,
    HoldStatus status,
    long extendedMicros,
    long capturedMicros,
    long uncoveredMicros,
    long releasedMicros,
    long remainingMicros,
    Instant expiresAt,
    Instant createdAt) {}
