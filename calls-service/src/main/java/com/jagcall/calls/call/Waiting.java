package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The bound on how many calls of a tenant wait. */
@ApplicationScoped
class Waiting {
  private static final String OPEN =
      """
      insert into calling (organization_id, mode, tokens, filled_at)
      values (:organization, :mode, :tokens, now()) on conflict do nothing
      """;

  private static final String COUNT =
      """
      select count(*) from (
        select from call
        where organization_id = :organization and mode = :mode
          and claimed_at is null and ended_at is null
        limit :limit) waiting
      """;

  private final CallsConfig config;

  Waiting(CallsConfig config) {
    this.config = config;
  }

  /**
   * Fails when too many wait; in the caller's transaction. Those that come at once may be a few
   * more than the bound, which is there for the database's sake and not for an exact number.
   *
   * @throws ApiException {@code rate_limit_exceeded}
   */
  Uni<Void> mustHaveRoom(Tenant tenant) {
    return open(tenant)
        .chain(Panache::getSession)
        .chain(
            session ->
                session
                    .createNativeQuery(COUNT, Long.class)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("limit", config.waiting())
                    .getSingleResult())
        .invoke(
            count -> {
              if (count >= config.waiting()) {
                throw new ApiException(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    count + " calls wait for their turn already: wait until some are over.");
              }
            })
        .replaceWithVoid();
  }

  /** Makes sure that the tenant has its row. */
  Uni<Void> open(Tenant tenant) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(OPEN)
                    .setParameter("organization", tenant.organizationId())
                    .setParameter("mode", tenant.mode().wire())
                    .setParameter("tokens", (double) config.perSecond())
                    .executeUpdate())
        .replaceWithVoid();
  }
}
