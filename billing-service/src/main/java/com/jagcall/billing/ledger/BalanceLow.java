package com.jagcall.billing.ledger;

import com.jagcall.common.money.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a customer is told when the available balance has crossed the threshold downwards. */
@RegisterForReflection
record BalanceLow(String available, String threshold, String currency) {
  static final String TYPE = "billing.balance_low";

  static BalanceLow of(Account account) {
    return new BalanceLow(
        Money.text(account.available()), Money.text(account.threshold()), Money.CURRENCY);
  }
}
