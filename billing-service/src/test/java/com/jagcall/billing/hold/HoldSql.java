package com.jagcall.billing.hold;

import com.jagcall.billing.ledger.Account;
import com.jagcall.billing.ledger.AccountRow;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.common.row.Rows;
import java.util.List;

/** Lets a measurement send what the service sends when it places a hold. */
public final class HoldSql {
  private HoldSql() {}

  public static String write() {
    return HoldRepository.WRITE.sql();
  }

  /** The document of a hold of 0.0100 on a locked account. */
  public static String document(String lockedRow, String holdId) {
    AccountRow row = Rows.read(lockedRow, AccountRow.class);
    Account account = new Account(row, Money.ZERO);
    HoldOrder order =
        new HoldOrder(
            "calls-service",
            holdId,
            new Tenant(row.organizationId(), Mode.of(row.mode())),
            Money.parse("0.0100"),
            null,
            "",
            0,
            3600,
            "call",
            "call_" + holdId,
            "Call to +15550100123");
    HoldBook book = new HoldBook(List.of(account));
    book.place(Hold.place(order, order.amount(), null, account));
    return Rows.write(book.document());
  }
}
