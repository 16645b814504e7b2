package com.jagcall.billing.funding;

import com.jagcall.billing.ledger.Account;
import com.jagcall.billing.ledger.Amounts;
import com.jagcall.billing.ledger.Ledger;
import com.jagcall.billing.ledger.MovementType;
import com.jagcall.billing.ledger.Purpose;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Moves money between outside and an account, each named movement once. */
@ApplicationScoped
class Funding {
  /** A hundred thousand million dollars: far from where sums of amounts would end. */
  private static final long MOST = 100_000_000_000_000_000L;

  private final Ledger ledger;
  private final FundingRepository repository;

  Funding(Ledger ledger, FundingRepository repository) {
    this.ledger = ledger;
    this.repository = repository;
  }

  /** What is to be moved, by whom and why. */
  record Order(
      MovementType type, String issuer, String id, Tenant tenant, Amounts amounts, String reason) {

    /** Whether this is what was done under its name. */
    boolean isLike(FundingRow row) {
      return row.organizationId().equals(tenant.organizationId())
          && row.mode().equals(tenant.mode().wire())
          && row.amountMicros() == amounts.available()
          && row.reason().equals(reason);
    }
  }

  /**
   * Does it, or answers what was done. The name is locked first: the other organization that a
   * mistaken repetition names must not be.
   *
   * @throws ApiException {@code insufficient_balance} when there is less than it takes, {@code
   *     idempotency_conflict} when its name was used for another
   */
  Uni<FundingRow> once(Order order) {
    return repository
        .lock(order.type(), order.id())
        .chain(() -> repository.find(order.type(), order.id()))
        .invoke(row -> mustBeLike(order, row))
        .chain(row -> row == null ? move(order) : Uni.createFrom().item(row));
  }

  private static void mustBeLike(Order order, FundingRow row) {
    if (row != null && !order.isLike(row)) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_CONFLICT, "This id was used for another request: use a new one.");
    }
  }

  private Uni<FundingRow> move(Order order) {
    return ledger
        .lock(order.tenant())
        .invoke(account -> decide(order, account))
        .call(ledger::write)
        .chain(() -> repository.find(order.type(), order.id()));
  }

  private static void decide(Order order, Account account) {
    account.mustCover(-order.amounts().available());
    if (account.available() + order.amounts().available() > MOST) {
      throw ApiException.validation(
          "amount", "would make the balance more than " + Money.text(MOST));
    }
    account.move(
        order.type(), Purpose.of(order.issuer(), order.id(), order.reason()), order.amounts());
  }
}
