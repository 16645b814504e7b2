package com.jagcall.billing.hold;

import com.jagcall.billing.ledger.Account;
import com.jagcall.billing.ledger.Movement;
import com.jagcall.billing.usage.UsageRow;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts that a transaction has locked, those of their holds it has read, and what it decides
 * about them. Plain: it neither reads nor writes the database.
 */
final class HoldBook {
  private final Map<Tenant, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Hold> holds = new HashMap<>();
  private final Map<String, HoldOperation> done = new HashMap<>();
  private final List<Hold> placed = new ArrayList<>();
  private final Map<String, Hold> changed = new LinkedHashMap<>();
  private final List<HoldOperation> operations = new ArrayList<>();
  private final Map<String, UsageRow> usage = new LinkedHashMap<>();

  /** What is written at the end: rows of four tables. */
  @RegisterForReflection
  record Document(
      Collection<Hold> placed,
      Collection<Hold> changed,
      List<HoldOperation> operations,
      Collection<UsageRow> usage,
      List<Movement> movements) {}

  HoldBook(Collection<Account> locked) {
    locked.forEach(account -> accounts.put(account.tenant(), account));
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  /** A hold as it was read, unless this transaction has read it before and may have changed it. */
  void read(Hold hold) {
    holds.putIfAbsent(hold.key(), hold);
  }

  /** What was done to a hold earlier. */
  void read(HoldOperation operation) {
    done.put(key(operation), operation);
  }

  /** Gives back what a hold holds, if its time is over. */
  void expireIfDue(Hold read) {
    read(read);
    Hold hold = holds.get(read.key());
    HoldStatus before = hold.status();
    hold.expireIfDue(accounts.get(hold.tenant()));
    if (hold.status() != before) {
      changed.put(hold.key(), hold);
    }
  }

  /** A new hold. */
  void place(Hold hold) {
    placed.add(hold);
  }

  /**
   * Does what is asked, or answers again what was answered when it was done.
   *
   * @throws ApiException {@code not_found}, {@code idempotency_conflict} when the operation's name
   *     was used for something else, or what the hold itself refuses
   */
  HoldOperation carryOut(String issuer, HoldCommand command) {
    String key = key(issuer, command.holdId());
    Hold hold = holds.get(key);
    if (hold == null) {
      throw ApiException.notFound();
    }
    HoldOperation before = done.get(key + " " + command.operationId());
    if (before != null) {
      mustBeTheSame(before, command);
      return before;
    }
    expireIfDue(hold);
    Account account = accounts.get(hold.tenant());
    HoldOperation operation =
        switch (command.kind()) {
          case EXTENSION -> hold.extend(command, account);
          case CAPTURE -> hold.capture(command, account);
          case RELEASE -> hold.release(command, account);
        };
    changed.put(key, hold);
    operations.add(operation);
    done.put(key(operation), operation);
    if (command.kind() == HoldCommand.Kind.CAPTURE) {
      use(hold, command, operation);
    }
    return operation;
  }

  private void use(Hold hold, HoldCommand command, HoldOperation capture) {
    if (capture.capturedMicros() > 0 || command.quantityOrNone() > 0) {
      LocalDate day = LocalDate.ofInstant(capture.createdAt(), ZoneOffset.UTC);
      UsageRow row =
          UsageRow.of(
              hold.tenant(),
              day,
              hold.usedAs(),
              command.quantityOrNone(),
              capture.capturedMicros());
      usage.merge(row.key(), row, UsageRow::plus);
    }
  }

  private static void mustBeTheSame(HoldOperation before, HoldCommand command) {
    if (!before.requestHash().equals(command.hash())) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "This operation_id was used for another request on this hold: use a new one.");
    }
  }

  private static String key(HoldOperation operation) {
    return key(operation.issuer(), operation.holdId()) + " " + operation.operationId();
  }

  private static String key(String issuer, String holdId) {
    return issuer + " " + holdId;
  }

  boolean isUnchanged() {
    return placed.isEmpty()
        && changed.isEmpty()
        && accounts.values().stream().allMatch(a -> a.movements().isEmpty());
  }

  /** What this transaction has decided. */
  Document document() {
    return new Document(
        placed,
        changed.values(),
        operations,
        usage.values(),
        accounts.values().stream().flatMap(account -> account.movements().stream()).toList());
  }
}
