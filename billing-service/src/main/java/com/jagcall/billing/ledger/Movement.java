package com.jagcall.billing.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A transaction of the ledger as it is written: a header and up to four postings.
 *
 * @param uncoveredMicros what of a capture could not be paid
 */
@RegisterForReflection(targets = {Movement.class, Purpose.class, Amounts.class})
public record Movement(
    String id,
    String organizationId,
    String mode,
    MovementType type,
    @JsonUnwrapped Purpose purpose,
    @JsonUnwrapped Amounts amounts,
    long uncoveredMicros,
    Instant createdAt) {
  static final String ID_PREFIX = "txn_";

  /** A movement of an account that is locked, at the time of that lock. */
  static Movement of(Account account, MovementType type, Purpose purpose, Amounts amounts) {
    Tenant tenant = account.tenant();
    return new Movement(
        Ids.next(ID_PREFIX),
        tenant.organizationId(),
        tenant.mode().wire(),
        type,
        purpose,
        amounts,
        0,
        account.now());
  }

  Movement uncovered(long micros) {
    return new Movement(id, organizationId, mode, type, purpose, amounts, micros, createdAt);
  }
}
