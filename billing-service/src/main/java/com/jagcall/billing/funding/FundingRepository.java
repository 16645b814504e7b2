package com.jagcall.billing.funding;

import com.jagcall.billing.ledger.MovementType;
import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Top-ups and adjustments by the name they were given, which is nobody else's. */
@ApplicationScoped
class FundingRepository {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended(:name, 0)) is null";

  private static final String FIND =
      """
      select cast(to_jsonb(t) as text) from (
        select id, operation_id, type, organization_id, mode, reason, created_at, (
            select amount_micros from posting where transaction_id = id and account = 'available'
          ) as amount_micros
        from ledger_transaction where type = :type and operation_id = :id) t
      """;

  /** Lets nobody else use this name before the transaction ends. */
  Uni<Void> lock(MovementType type, String operationId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK, Boolean.class)
                    .setParameter("name", type.wire() + " " + operationId)
                    .getSingleResult())
        .replaceWithVoid();
  }

  /** The movement of this name; null when there is none. */
  Uni<FundingRow> find(MovementType type, String operationId) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(FIND, String.class)
                    .setParameter("type", type.wire())
                    .setParameter("id", operationId)
                    .getSingleResultOrNull())
        .map(row -> Rows.read(row, FundingRow.class));
  }
}
