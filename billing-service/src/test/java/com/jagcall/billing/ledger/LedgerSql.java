package com.jagcall.billing.ledger;

/** Lets a measurement send what the service sends. */
public final class LedgerSql {
  private LedgerSql() {}

  public static String lock() {
    return AccountRepository.LOCK;
  }
}
