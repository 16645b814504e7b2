package com.jagcall.billing.ledger;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An organization's balance as a statement locked it.
 *
 * @param thresholdMicros null: the service's default
 * @param refilledOn the last day play money was given; null: never
 * @param due whether a hold has expired and is still to be released
 * @param now PostgreSQL's clock, past everything that moved the balance before
 */
@RegisterForReflection
public record AccountRow(
    String organizationId,
    String mode,
    long availableMicros,
    long heldMicros,
    Long thresholdMicros,
    LocalDate refilledOn,
    boolean due,
    Instant now) {

  Tenant tenant() {
    return new Tenant(organizationId, Mode.of(mode));
  }
}
