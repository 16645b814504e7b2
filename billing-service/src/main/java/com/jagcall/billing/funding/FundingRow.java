package com.jagcall.billing.funding;

import com.jagcall.billing.ledger.MovementType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** A top-up or an adjustment as it stands in the ledger. */
@RegisterForReflection
record FundingRow(
    String id,
    String operationId,
    MovementType type,
    String organizationId,
    String mode,
    long amountMicros,
    String reason,
    Instant createdAt) {}
