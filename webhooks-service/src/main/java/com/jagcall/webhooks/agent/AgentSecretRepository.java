package com.jagcall.webhooks.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.webhooks.signing.SecretBox;
import com.jagcall.webhooks.signing.SigningSecret;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one secret for all agents' URLs of an organization in a mode. The caller owns the session.
 */
@ApplicationScoped
class AgentSecretRepository {
  private static final String ENSURE =
      """
      insert into agent_secret (organization_id, mode, secret, created_at)
      values (:organization, :mode, :secret, now())
      on conflict (organization_id, mode) do nothing
      """;

  private static final String ROLL =
      """
      insert into agent_secret as present (organization_id, mode, secret, created_at)
      values (:organization, :mode, :secret, now())
      on conflict (organization_id, mode) do update set secret = excluded.secret,
        previous_secret = case when cast(:grace as integer) > 0 then present.secret end,
        previous_until = case when cast(:grace as integer) > 0
          then now() + cast(:grace as integer) * interval '1 second' end,
        created_at = now()
      """;

  private static final String TOUCH_LANES =
      """
      update lane set due_at = now(), revision = revision + 1 where endpoint_id in (
        select endpoint_id from lane join endpoint on endpoint.id = endpoint_id
        where organization_id = :organization and mode = :mode and agent_id is not null
        order by endpoint_id for update of lane)
      """;

  private static final String GET =
      """
      select created_at, case when previous_until > now() then previous_until end
      from agent_secret where organization_id = :organization and mode = :mode
      """;

  private final SecretBox box;

  AgentSecretRepository(SecretBox box) {
    this.box = box;
  }

  /**
   * When it was made.
   *
   * @param previousUntil until when the one before it signs too, or null
   */
  record Times(Instant createdAt, Instant previousUntil) {}

  /** Whose sealed secrets these are, to {@link SecretBox}. */
  static String owner(Tenant tenant) {
    return tenant.organizationId() + " " + tenant.mode().wire();
  }

  /** Makes one unless there is one. */
  Uni<Void> ensure(Tenant tenant) {
    byte[] sealed = box.seal(SigningSecret.generate(), owner(tenant));
    return update(ENSURE, tenant, sealed, null).replaceWithVoid();
  }

  /** Puts another in its place, beside which the present one signs for as long as is said. */
  Uni<Void> roll(Tenant tenant, byte[] sealed, Duration grace) {
    return update(ROLL, tenant, sealed, grace)
        .chain(() -> update(TOUCH_LANES, tenant, null, null))
        .replaceWithVoid();
  }

  private static Uni<Integer> update(String sql, Tenant tenant, byte[] sealed, Duration grace) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql))
        .invoke(query -> of(tenant, query))
        .invoke(query -> set(query, "secret", sealed))
        .invoke(query -> set(query, "grace", grace == null ? null : (int) grace.toSeconds()))
        .flatMap(Mutiny.MutationQuery::executeUpdate);
  }

  private static void set(Mutiny.AbstractQuery query, String name, Object value) {
    if (value != null) {
      query.setParameter(name, value);
    }
  }

  /** When it was made; null when there is none yet. */
  Uni<Times> get(Tenant tenant) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(GET, Object[].class))
        .invoke(query -> of(tenant, query))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNotNull()
        .transform(row -> new Times(instant(row[0]), instant(row[1])));
  }

  private static Instant instant(Object time) {
    return time == null ? null : ((OffsetDateTime) time).toInstant();
  }

  private static void of(Tenant tenant, Mutiny.AbstractQuery query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
  }
}
