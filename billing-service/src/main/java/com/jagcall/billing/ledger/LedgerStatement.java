package com.jagcall.billing.ledger;

/**
 * The one statement that writes movements, with whatever has to be written along with them. Its
 * parameter {@code :document} is a JSON object, {@code rows} of the relation {@code document}: its
 * member {@code movements}, and what else the caller's own part reads.
 */
public record LedgerStatement(String sql) {
  /** Movements alone. */
  static final LedgerStatement MOVEMENTS = along("accepted as (select rows from document),");

  private static final String DOCUMENT =
      "with document as (select cast(cast(:document as text) as jsonb) as rows),\n";

  private static final String MOVE =
      """
      moved as (
        select m.* from accepted cross join lateral jsonb_to_recordset(accepted.rows -> 'movements') as m (
          id text, organization_id text, mode text, type text, description text, reason text,
          resource_type text, resource_id text, product text, quantity bigint, issuer text,
          hold_id text, operation_id text, uncovered_micros bigint, created_at timestamptz,
          available bigint, held bigint, revenue bigint, funding bigint)
      ), header as (
        insert into ledger_transaction (id, organization_id, mode, type, description, reason,
          resource_type, resource_id, product, quantity, issuer, hold_id, operation_id,
          uncovered_micros, created_at)
        select id, organization_id, mode, type, description, reason, resource_type, resource_id,
          product, quantity, issuer, hold_id, operation_id, uncovered_micros, created_at
        from moved
      )
      insert into posting (transaction_id, organization_id, mode, account, amount_micros)
      select m.id, m.organization_id, m.mode, line.account, line.amount
      from moved m cross join lateral (values
        ('available', m.available), ('held', m.held), ('revenue', m.revenue), ('funding', m.funding)
      ) as line (account, amount)
      where line.amount <> 0
      """;

  /**
   * Movements, and in the same statement other rows.
   *
   * @param parts of a {@code with} clause, each followed by a comma; one of them is {@code
   *     accepted}, with the document's {@code rows} if its movements are to be written, or nothing
   */
  public static LedgerStatement along(String parts) {
    return new LedgerStatement(DOCUMENT + parts + MOVE);
  }
}
