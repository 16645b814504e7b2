package com.jagcall.billing.usage;

import com.jagcall.common.credential.Tenant;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;

/**
 * What was charged for one product on one day (UTC).
 *
 * @param product a product's name, or the kind of resource of what was charged without one
 * @param quantity in the product's unit
 * @param count how many charges
 */
@RegisterForReflection
public record UsageRow(
    String organizationId,
    String mode,
    LocalDate day,
    String product,
    long quantity,
    long amountMicros,
    long count) {

  /** One charge. */
  public static UsageRow of(
      Tenant tenant, LocalDate day, String product, long quantity, long amountMicros) {
    return new UsageRow(
        tenant.organizationId(), tenant.mode().wire(), day, product, quantity, amountMicros, 1);
  }

  /** Which row of the table it belongs to. */
  public String key() {
    return organizationId + " " + mode + " " + day + " " + product;
  }

  public UsageRow plus(UsageRow more) {
    return new UsageRow(
        organizationId,
        mode,
        day,
        product,
        Math.addExact(quantity, more.quantity),
        Math.addExact(amountMicros, more.amountMicros),
        count + more.count);
  }
}
