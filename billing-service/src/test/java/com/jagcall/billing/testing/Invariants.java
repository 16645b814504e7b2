package com.jagcall.billing.testing;

/** What must be true of the ledger whenever anybody looks. */
public final class Invariants {
  /** Counts what breaks one of them; it must be 0. */
  public static final String BROKEN =
      """
      SELECT sum(broken) FROM (
        -- Every transaction sums to zero and has at least two postings.
        SELECT count(*) AS broken FROM (
          SELECT t.id FROM billing.ledger_transaction t
          LEFT JOIN billing.posting p ON p.transaction_id = t.id
          GROUP BY t.id HAVING coalesce(sum(p.amount_micros), 1) <> 0 OR count(*) < 2) AS unbalanced
        UNION ALL
        -- No posting is without its transaction, or another's.
        SELECT count(*) FROM billing.posting p LEFT JOIN billing.ledger_transaction t
          ON t.id = p.transaction_id AND t.organization_id = p.organization_id AND t.mode = p.mode
        WHERE t.id IS NULL
        UNION ALL
        -- Balances are what their postings add up to.
        SELECT count(*) FROM billing.balance b LEFT JOIN (
          SELECT organization_id, mode,
            sum(amount_micros) FILTER (WHERE account = 'available') AS available,
            sum(amount_micros) FILTER (WHERE account = 'held') AS held,
            sum(amount_micros) FILTER (WHERE account = 'revenue') AS revenue,
            -sum(amount_micros) FILTER (WHERE account = 'funding') AS funded,
            count(DISTINCT transaction_id) AS transactions
          FROM billing.posting GROUP BY organization_id, mode) p USING (organization_id, mode)
        WHERE b.available_micros <> coalesce(p.available, 0) OR b.held_micros <> coalesce(p.held, 0)
          OR b.revenue_micros <> coalesce(p.revenue, 0) OR b.funded_micros <> coalesce(p.funded, 0)
          OR b.transactions <> coalesce(p.transactions, 0)
        UNION ALL
        -- Nothing is negative, and what there is is what came in less what was taken.
        SELECT count(*) FROM billing.balance WHERE available_micros < 0 OR held_micros < 0
          OR available_micros + held_micros <> funded_micros - revenue_micros
        UNION ALL
        -- What is held is what the open holds hold.
        SELECT count(*) FROM billing.balance b WHERE held_micros <> (
          SELECT coalesce(sum(remaining_micros), 0) FROM billing.hold h
          WHERE h.organization_id = b.organization_id AND h.mode = b.mode AND h.status = 'open')
        UNION ALL
        -- What was taken is what holds were charged.
        SELECT count(*) FROM billing.balance b WHERE revenue_micros <> (
          SELECT coalesce(sum(captured_micros), 0) FROM billing.hold h
          WHERE h.organization_id = b.organization_id AND h.mode = b.mode)
        UNION ALL
        -- What holds were charged is what their operations say.
        SELECT count(*) FROM billing.hold h WHERE captured_micros <> (
          SELECT coalesce(sum(captured_micros), 0) FROM billing.hold_operation o
          WHERE o.issuer = h.issuer AND o.hold_id = h.hold_id)
      ) AS rules
      """;

  private Invariants() {}
}
