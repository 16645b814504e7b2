package com.jagcall.billing.ledger;

/**
 * What a movement is for. What does not apply is null.
 *
 * @param description for people
 * @param reason an operator's
 * @param issuer the service that asked for the movement
 * @param holdId the issuer's name for the hold that moved
 * @param operationId the issuer's name for what it asked
 */
public record Purpose(
    String description,
    String reason,
    String resourceType,
    String resourceId,
    String product,
    Long quantity,
    String issuer,
    String holdId,
    String operationId) {

  /** An operator's or a payment's. */
  public static Purpose of(String issuer, String operationId, String reason) {
    return new Purpose(null, reason, null, null, null, null, issuer, null, operationId);
  }
}
