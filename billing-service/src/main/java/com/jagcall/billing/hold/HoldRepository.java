package com.jagcall.billing.hold;

import com.jagcall.billing.ledger.AccountRepository;
import com.jagcall.billing.ledger.AccountRow;
import com.jagcall.billing.ledger.LedgerStatement;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Holds. A service finds its own; the organization they belong to is found in them. Rows are read
 * after their accounts are locked, in a statement of its own, which therefore sees all that was
 * done under earlier locks. Each row is looked up by itself ({@code lateral … offset 0}): a plan
 * that was made when the tables were small must do when they are not.
 */
@ApplicationScoped
class HoldRepository {
  /** Organizations first, in one order, so that no two transactions wait for each other. */
  private static final String LOCK_ACCOUNTS =
      """
      select cast(to_jsonb(a) as text)
      from (
        select distinct h.organization_id, h.mode
        from jsonb_array_elements_text(cast(cast(:holds as text) as jsonb)) as wanted (hold_id)
        cross join lateral (
          select organization_id, mode from hold
          where issuer = :issuer and hold_id = wanted.hold_id offset 0) h
        order by 1, 2
      ) t
      cross join lateral (
        select %s from balance b
        where b.organization_id = t.organization_id and b.mode = t.mode for update) a
      """
          .formatted(AccountRepository.COLUMNS);

  private static final String FIND =
      """
      select cast(to_jsonb(h) as text), cast(to_jsonb(o) as text)
      from jsonb_to_recordset(cast(cast(:wanted as text) as jsonb))
        as wanted (hold_id text, operation_id text)
      cross join lateral (
        select * from hold where issuer = :issuer and hold_id = wanted.hold_id offset 0) h
      left join lateral (
        select * from hold_operation where issuer = :issuer and hold_id = wanted.hold_id
          and operation_id = wanted.operation_id offset 0) o on true
      """;

  private static final String DUE =
      """
      select cast(to_jsonb(h) as text) from hold h
      where organization_id = :organization and mode = :mode
        and status = 'open' and expires_at <= now()
      order by expires_at limit :limit
      """;

  private static final String DUE_TENANTS =
      """
      select distinct organization_id, mode from (
        select organization_id, mode from hold
        where status = 'open' and expires_at <= now()
        order by expires_at limit :limit) due
      """;

  private static final String FORGET =
      """
      delete from hold where ctid = any (array (
        select ctid from hold
        where status <> 'open' and closed_at < now() - :days * interval '1 day' limit :limit))
      """;

  private static final String HOLD_COLUMNS =
      """
      issuer, hold_id, organization_id, mode, status, request_hash, placed_micros, placed_until,
      remaining_micros, captured_micros, uncovered_micros, quantity, captured_quantity, expires_at,
      product, price_id, price_micros, price_unit, price_increment, price_minimum, resource_type,
      resource_id, description, created_at, closed_at
      """;

  /**
   * A changed hold is written as an insertion that conflicts: that always goes by the primary key.
   * A new one must not conflict, since only holds of one organization wait for each other.
   */
  static final LedgerStatement WRITE =
      LedgerStatement.along(
          """
          placed as (
            insert into hold (%1$s) select %1$s from document cross join lateral
              jsonb_populate_recordset(cast(null as hold), document.rows -> 'placed')
            on conflict (issuer, hold_id) do nothing returning hold_id
          ), accepted as (
            select rows from document
            where jsonb_array_length(rows -> 'placed') = (select count(*) from placed)
          ), changed as (
            insert into hold (%1$s) select %1$s from accepted cross join lateral
              jsonb_populate_recordset(cast(null as hold), accepted.rows -> 'changed')
            on conflict (issuer, hold_id) do update set
              status = excluded.status, remaining_micros = excluded.remaining_micros,
              captured_micros = excluded.captured_micros,
              uncovered_micros = excluded.uncovered_micros, quantity = excluded.quantity,
              captured_quantity = excluded.captured_quantity, expires_at = excluded.expires_at,
              closed_at = excluded.closed_at
          ), done as (
            insert into hold_operation (issuer, hold_id, operation_id, kind, request_hash, status,
              extended_micros, captured_micros, uncovered_micros, released_micros,
              remaining_micros, expires_at, created_at)
            select issuer, hold_id, operation_id, kind, request_hash, status,
              extended_micros, captured_micros, uncovered_micros, released_micros,
              remaining_micros, expires_at, created_at
            from accepted cross join lateral
              jsonb_populate_recordset(cast(null as hold_operation), accepted.rows -> 'operations')
          ), used as (
            insert into usage_day as day
              (organization_id, mode, day, product, quantity, amount_micros, count)
            select organization_id, mode, day, product, quantity, amount_micros, count
            from accepted cross join lateral
              jsonb_populate_recordset(cast(null as usage_day), accepted.rows -> 'usage')
            on conflict (organization_id, mode, day, product) do update set
              quantity = day.quantity + excluded.quantity,
              amount_micros = day.amount_micros + excluded.amount_micros,
              count = day.count + excluded.count
          ),
          """
              .formatted(HOLD_COLUMNS));

  /** A hold, and what was done to it by the operation asked for, or null. */
  record Found(Hold hold, HoldOperation operation) {}

  /** Which hold, and which operation on it. */
  @RegisterForReflection
  record Wanted(String holdId, String operationId) {}

  /** Locks the balances of the organizations that these holds of the issuer belong to. */
  Uni<List<AccountRow>> lockAccounts(String issuer, List<String> holdIds) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_ACCOUNTS, String.class)
                    .setParameter("issuer", issuer)
                    .setParameter("holds", Rows.write(holdIds))
                    .getResultList())
        .map(rows -> rows.stream().map(row -> Rows.read(row, AccountRow.class)).toList());
  }

  /** Those of the issuer's holds that there are. */
  Uni<List<Found>> find(String issuer, List<Wanted> wanted) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(FIND, Object[].class)
                    .setParameter("issuer", issuer)
                    .setParameter("wanted", Rows.write(wanted))
                    .getResultList())
        .map(rows -> rows.stream().map(HoldRepository::found).toList());
  }

  private static Found found(Object[] row) {
    return new Found(
        Rows.read((String) row[0], Hold.class), Rows.read((String) row[1], HoldOperation.class));
  }

  /** Holds of a tenant whose time is over, the oldest first. */
  Uni<List<Hold>> due(Tenant tenant, int limit) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(DUE, String.class)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("limit", limit)
                    .getResultList())
        .map(rows -> rows.stream().map(row -> Rows.read(row, Hold.class)).toList());
  }

  /** Whose holds are over their time: the only question here that is nobody's own. */
  Uni<List<Tenant>> dueTenants(int limit) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(DUE_TENANTS, Object[].class)
                    .setParameter("limit", limit)
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Tenant((String) row[0], Mode.of((String) row[1])))
                    .toList());
  }

  /** Forgets holds that were closed so many days ago, with what was done to them. */
  Uni<Integer> forget(int days, int limit) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(FORGET)
                    .setParameter("days", days)
                    .setParameter("limit", limit)
                    .executeUpdate());
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession();
  }
}
