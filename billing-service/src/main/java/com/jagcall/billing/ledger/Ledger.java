package com.jagcall.billing.ledger;

import com.jagcall.billing.BillingConfig;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.common.outbox.CustomerEvent;
import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/**
 * The way to the ledger: lock an account, let it decide, write what it decided. All within one
 * transaction that the caller owns.
 */
@ApplicationScoped
public class Ledger {
  private final AccountRepository accounts;
  private final Outbox outbox;
  private final Money lowBalance;
  private final Money playMoney;

  Ledger(AccountRepository accounts, Outbox outbox, BillingConfig config) {
    this.accounts = accounts;
    this.outbox = outbox;
    lowBalance = Money.parse(config.lowBalance());
    playMoney = Money.parse(config.playMoney());
  }

  /** Movements alone, as a document. */
  record Movements(List<Movement> movements) {}

  /** The tenant's account, which nobody else moves before the transaction ends. */
  public Uni<Account> lock(Tenant tenant) {
    return accounts.lock(tenant).map(this::account);
  }

  /** An account whose row the caller has locked. */
  public Account account(AccountRow row) {
    Account account = new Account(row, lowBalance);
    account.refill(playMoney);
    return account;
  }

  /** Writes what moved an account. */
  public Uni<Void> write(Account account) {
    return write(List.of(account), LedgerStatement.MOVEMENTS, new Movements(account.movements()))
        .replaceWithVoid();
  }

  /**
   * Writes a document in one statement, then what follows from where it leaves the accounts.
   *
   * @param document holds the accounts' movements as {@code movements}
   * @return whether it was written: the statement may not have accepted it
   */
  public Uni<Boolean> write(Collection<Account> moved, LedgerStatement statement, Object document) {
    boolean moves = moved.stream().anyMatch(account -> !account.movements().isEmpty());
    return accounts
        .write(statement, document)
        .map(postings -> postings > 0 || !moves)
        .call(written -> written ? follow(moved) : Uni.createFrom().voidItem());
  }

  private Uni<Void> follow(Collection<Account> moved) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Account account : moved) {
      if (account.newRefill() != null) {
        done = done.chain(() -> accounts.refilled(account.tenant(), account.newRefill()));
      }
      if (account.becomesLow()) {
        done = done.chain(() -> outbox.add(balanceLow(account)));
      }
    }
    return done;
  }

  private static OutboxEvent balanceLow(Account account) {
    Tenant tenant = account.tenant();
    return new OutboxEvent(
        "webhooks-service",
        BalanceLow.TYPE,
        tenant.organizationId() + " " + tenant.mode().wire(),
        new CustomerEvent(
            tenant.organizationId(),
            tenant.mode(),
            null,
            BalanceLow.TYPE,
            account.now(),
            BalanceLow.of(account)));
  }
}
