package com.jagcall.billing.ledger;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.hibernate.reactive.mutiny.Mutiny;

/** Balances, one tenant's at a time, and what is written to the ledger. Needs a transaction. */
@ApplicationScoped
public class AccountRepository {
  /** The columns of an {@link AccountRow}, of a balance {@code b}. */
  public static final String COLUMNS =
      """
      b.organization_id, b.mode, b.available_micros, b.held_micros, b.threshold_micros, b.refilled_on,
      greatest(clock_timestamp(), b.updated_at + interval '1 microsecond') as now,
      exists (
        select from hold h where h.organization_id = b.organization_id and h.mode = b.mode
          and h.status = 'open' and h.expires_at <= now()
      ) as due
      """;

  static final String LOCK =
      "select cast(to_jsonb(a) as text) from (select "
          + COLUMNS
          + " from balance b where b.organization_id = :organization and b.mode = :mode"
          + " for update) a";

  private static final String OPEN =
      """
      insert into balance (organization_id, mode) values (:organization, :mode)
      on conflict (organization_id, mode) do nothing
      """;

  private static final String REFILLED =
      """
      update balance set refilled_on = cast(cast(:day as text) as date)
      where organization_id = :organization and mode = :mode
      """;

  /** Holds the tenant's balance until the transaction ends; opens it when there is none. */
  Uni<AccountRow> lock(Tenant tenant) {
    return find(tenant).chain(row -> row == null ? open(tenant) : Uni.createFrom().item(row));
  }

  private Uni<AccountRow> open(Tenant tenant) {
    return session()
        .chain(session -> of(tenant, session.createNativeQuery(OPEN)).executeUpdate())
        .chain(() -> find(tenant));
  }

  private static Uni<AccountRow> find(Tenant tenant) {
    return session()
        .chain(
            session ->
                of(tenant, session.createNativeQuery(LOCK, String.class)).getSingleResultOrNull())
        .map(row -> Rows.read(row, AccountRow.class));
  }

  /**
   * Writes the movements of a document, and with them what the statement's own part says.
   *
   * @return how many postings were written
   */
  Uni<Integer> write(LedgerStatement statement, Object document) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(statement.sql())
                    .setParameter("document", Rows.write(document))
                    .executeUpdate());
  }

  /** Notes that the tenant has had its play money of the day. */
  Uni<Void> refilled(Tenant tenant, LocalDate day) {
    return session()
        .chain(
            session ->
                of(tenant, session.createNativeQuery(REFILLED))
                    .setParameter("day", day.toString())
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession();
  }
}
