package com.jagcall.billing.balance;

import com.jagcall.billing.BillingConfig;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;

/** What one tenant has. Needs a session. */
@ApplicationScoped
class BalanceRepository {
  private static final String READ =
      """
      select available_micros, held_micros, updated_at,
        refilled_on is not distinct from cast(now() at time zone 'UTC' as date) as refilled
      from balance where organization_id = :organization and mode = :mode
      """;

  private static final String SET_THRESHOLD =
      """
      insert into balance (organization_id, mode, threshold_micros)
      values (:organization, :mode, cast(cast(:threshold as text) as bigint))
      on conflict (organization_id, mode) do update set
        threshold_micros = excluded.threshold_micros
      """;

  private final long playMoney;

  BalanceRepository(BillingConfig config) {
    playMoney = Money.parse(config.playMoney()).micros();
  }

  /**
   * What the tenant has; of play money, what it will have as soon as it is needed. One statement.
   */
  Uni<BalanceView> read(Tenant tenant) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(READ, Object[].class)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .getSingleResultOrNull())
        .map(row -> row == null ? new Object[] {0L, 0L, OffsetDateTime.now(), false} : row)
        .map(row -> view(tenant, row));
  }

  private BalanceView view(Tenant tenant, Object[] row) {
    boolean isRefilled = (Boolean) row[3] || tenant.mode() == Mode.LIVE;
    long available = isRefilled ? (Long) row[0] : Math.max((Long) row[0], playMoney);
    long held = (Long) row[1];
    return new BalanceView(
        Money.text(available + held),
        Money.text(available),
        Money.text(held),
        Money.CURRENCY,
        ((OffsetDateTime) row[2]).toInstant());
  }

  /** Sets the tenant's own threshold; null: the service's default. Needs a transaction. */
  Uni<Void> setThreshold(Tenant tenant, Money threshold) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(SET_THRESHOLD)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("threshold", threshold == null ? null : "" + threshold.micros())
                    .executeUpdate())
        .replaceWithVoid();
  }
}
