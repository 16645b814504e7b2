package com.jagcall.billing.hold;

import com.jagcall.billing.price.Product;
import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;

/**
 * A hold that a service wants.
 *
 * @param issuer the service
 * @param holdId its name for the hold, unique among its own
 * @param amount what to set aside; null: what the quantity of the product costs
 * @param product null: only the amount counts
 * @param destination digits only; empty when there is none
 */
record HoldOrder(
    String issuer,
    String holdId,
    Tenant tenant,
    Money amount,
    Product product,
    String destination,
    long quantity,
    int expiresInSeconds,
    String resourceType,
    String resourceId,
    String description) {

  /** Equal for the same order and for no other, whatever prices are today. */
  String hash() {
    return ApiKey.sha256(
        String.join(
            "\n",
            tenant.organizationId(),
            tenant.mode().wire(),
            String.valueOf(amount),
            String.valueOf(product),
            destination,
            String.valueOf(quantity),
            String.valueOf(expiresInSeconds),
            resourceType,
            resourceId,
            String.valueOf(description)));
  }
}
