package com.jagcall.webhooks.endpoint;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What is done about endpoints that fail, whosever they are. The caller owns the transaction. */
@ApplicationScoped
public class FailingEndpoints {
  private static final String TELL =
      """
      update lane set is_told = true
      where endpoint_id = :id and not is_told and failing_since is not null
      returning failing_since
      """;

  private static final String DISABLE =
      """
      with disabled as (
        update endpoint set status = 'disabled', disabled_reason = :reason,
          updated_at = greatest(now(), updated_at + interval '1 microsecond')
        where id = :id and url = :url and status = 'enabled' returning id
      )
      update lane set due_at = now(), revision = revision + 1
      from disabled where endpoint_id = disabled.id
      """;

  /** Since when the endpoint fails, if its owner was not told yet; from now on: they were. */
  public Uni<Instant> tellOnce(String id) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(TELL, Instant.class)
                    .setParameter("id", id)
                    .getSingleResultOrNull());
  }

  /** Whether the endpoint was disabled by this; not if it has another URL by now. */
  public Uni<Boolean> disable(String id, String url, DisabledReason reason) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(DISABLE)
                    .setParameter("id", id)
                    .setParameter("url", url)
                    .setParameter("reason", reason.wire())
                    .executeUpdate())
        .map(updated -> updated == 1);
  }
}
