package com.jagcall.billing.hold;

import com.jagcall.billing.ledger.Account;
import com.jagcall.billing.ledger.Ledger;
import com.jagcall.billing.price.Price;
import com.jagcall.billing.price.PriceBook;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.money.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * What services do to holds, through HTTP or by an event. Always the same steps: lock the accounts,
 * read the holds that there are, decide, write all of it in one statement. The transaction is the
 * caller's.
 */
@ApplicationScoped
class Holds {
  /** Expired holds that one transaction gives back besides its own work. */
  static final int MAX_EXPIRED = 100;

  private final Ledger ledger;
  private final HoldRepository repository;
  private final PriceBook prices;

  Holds(Ledger ledger, HoldRepository repository, PriceBook prices) {
    this.ledger = ledger;
    this.repository = repository;
    this.prices = prices;
  }

  /** What became of one of several commands: exactly one of the two is there. */
  record Outcome(HoldCommand command, HoldOperation operation, ApiException refusal) {}

  /**
   * Places a hold, or answers the one that this order placed before.
   *
   * @throws ApiException {@code insufficient_balance}, {@code idempotency_conflict} when the name
   *     is another hold's, {@code validation_error} when the product has no price
   */
  Uni<Hold> place(HoldOrder order) {
    return ledger
        .lock(order.tenant())
        .map(account -> new HoldBook(List.of(account)))
        .chain(this::expireDue)
        .chain(book -> placeNew(order, book))
        .onItem()
        .ifNull()
        .switchTo(() -> placedBefore(order));
  }

  /**
   * A hold is new most of the time, and not looked for first. Null: its name is taken. What would
   * be refused may have been done before.
   */
  private Uni<Hold> placeNew(HoldOrder order, HoldBook book) {
    try {
      Hold hold = priced(order, book.accounts().iterator().next());
      book.place(hold);
      return ledger
          .write(book.accounts(), HoldRepository.WRITE, book.document())
          .map(written -> written ? hold : null);
    } catch (ApiException refusal) {
      return placedBefore(order).onItem().ifNull().failWith(() -> refusal);
    }
  }

  /** The hold that this order placed; null when there is none of its name. */
  private Uni<Hold> placedBefore(HoldOrder order) {
    return repository
        .find(order.issuer(), List.of(new HoldRepository.Wanted(order.holdId(), null)))
        .map(found -> found.isEmpty() ? null : mustBeFrom(order, found.get(0).hold()));
  }

  private static Hold mustBeFrom(HoldOrder order, Hold hold) {
    if (!hold.isFrom(order)) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_CONFLICT, "This hold_id was used for another hold: use a new one.");
    }
    return hold;
  }

  private Hold priced(HoldOrder order, Account account) {
    Price price =
        order.product() == null
            ? null
            : prices.find(order.product(), order.destination(), account.now()).orElse(null);
    if (order.amount() == null && price == null) {
      throw PriceBook.noPrice(order.product());
    }
    Money amount = order.amount() == null ? price.rate(order.quantity()) : order.amount();
    return Hold.place(order, amount, price, account);
  }

  /** As {@link #carryOut}, for one; its refusal is the failure. */
  Uni<HoldOperation> carryOut(String issuer, HoldCommand command) {
    return carryOut(issuer, List.of(command))
        .map(
            outcomes -> {
              Outcome only = outcomes.get(0);
              if (only.refusal() != null) {
                throw only.refusal();
              }
              return only.operation();
            });
  }

  /** Does what is asked to holds of one issuer, in that order; a refusal stops nothing else. */
  Uni<List<Outcome>> carryOut(String issuer, List<HoldCommand> commands) {
    List<String> holdIds = commands.stream().map(HoldCommand::holdId).distinct().toList();
    List<HoldRepository.Wanted> wanted =
        commands.stream()
            .map(command -> new HoldRepository.Wanted(command.holdId(), command.operationId()))
            .distinct()
            .toList();
    return repository
        .lockAccounts(issuer, holdIds)
        .map(rows -> new HoldBook(rows.stream().map(ledger::account).toList()))
        .chain(this::expireDue)
        .chain(
            book ->
                repository
                    .find(issuer, wanted)
                    .invoke(found -> found.forEach(one -> read(book, one)))
                    .map(found -> decide(book, issuer, commands))
                    .call(() -> write(book)));
  }

  private static void read(HoldBook book, HoldRepository.Found found) {
    book.read(found.hold());
    if (found.operation() != null) {
      book.read(found.operation());
    }
  }

  private static List<Outcome> decide(HoldBook book, String issuer, List<HoldCommand> commands) {
    List<Outcome> outcomes = new ArrayList<>();
    for (HoldCommand command : commands) {
      try {
        outcomes.add(new Outcome(command, book.carryOut(issuer, command), null));
      } catch (ApiException refusal) {
        outcomes.add(new Outcome(command, null, refusal));
      }
    }
    return outcomes;
  }

  /** Gives back what a tenant's expired holds hold, a bounded number of them. */
  Uni<Void> expireDue(Tenant tenant) {
    return ledger
        .lock(tenant)
        .map(account -> new HoldBook(List.of(account)))
        .chain(this::expireDue)
        .chain(this::write);
  }

  private Uni<HoldBook> expireDue(HoldBook book) {
    Uni<HoldBook> ready = Uni.createFrom().item(book);
    for (Account account : book.accounts()) {
      if (account.hasDueHolds()) {
        ready =
            ready
                .chain(() -> repository.due(account.tenant(), MAX_EXPIRED))
                .invoke(due -> due.forEach(book::expireIfDue))
                .replaceWith(book);
      }
    }
    return ready;
  }

  private Uni<Void> write(HoldBook book) {
    return book.isUnchanged()
        ? Uni.createFrom().voidItem()
        : ledger.write(book.accounts(), HoldRepository.WRITE, book.document()).replaceWithVoid();
  }
}
