package com.jagcall.billing.hold;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.money.Money;
import java.util.Locale;

/**
 * What a service does to a hold.
 *
 * @param operationId the service's name for it: the same is done once to one hold
 * @param amount to set aside in addition, or to charge; null: what the quantity costs
 * @param quantity of the hold's product, in addition to what was named before
 * @param expiresInSeconds of an extension
 * @param isFinal of a capture: nothing more will be charged, the rest goes back
 */
record HoldCommand(
    Kind kind,
    String holdId,
    String operationId,
    Money amount,
    Long quantity,
    int expiresInSeconds,
    boolean isFinal) {

  enum Kind {
    EXTENSION,
    CAPTURE,
    RELEASE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static HoldCommand extend(
      String holdId, String operationId, Money amount, Long quantity, int expiresInSeconds) {
    return new HoldCommand(
        Kind.EXTENSION, holdId, operationId, amount, quantity, expiresInSeconds, false);
  }

  static HoldCommand capture(
      String holdId, String operationId, Money amount, Long quantity, boolean isFinal) {
    return new HoldCommand(Kind.CAPTURE, holdId, operationId, amount, quantity, 0, isFinal);
  }

  static HoldCommand release(String holdId, String operationId) {
    return new HoldCommand(Kind.RELEASE, holdId, operationId, null, null, 0, true);
  }

  long quantityOrNone() {
    return quantity == null ? 0 : quantity;
  }

  /** Equal for the same request and for no other. */
  String hash() {
    return ApiKey.sha256(kind + " " + amount + " " + quantity + " " + expiresInSeconds + isFinal);
  }
}
