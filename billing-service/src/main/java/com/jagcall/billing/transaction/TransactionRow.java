package com.jagcall.billing.transaction;

import com.jagcall.billing.ledger.MovementType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** A movement as it stands in the ledger, with what it did to the balance. */
@RegisterForReflection
record TransactionRow(
    String id,
    MovementType type,
    String description,
    String reason,
    String resourceType,
    String resourceId,
    String product,
    Long quantity,
    long availableMicros,
    long heldMicros,
    Instant createdAt) {}
