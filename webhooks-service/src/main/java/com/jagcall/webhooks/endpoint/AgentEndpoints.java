package com.jagcall.webhooks.endpoint;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** The endpoints that are an agent's {@code webhook_url}. The caller owns the transaction. */
@ApplicationScoped
public class AgentEndpoints {
  /** Another URL, or the same set again: in either case it is tried anew. */
  private static final String PUT =
      """
      insert into endpoint
        (id, organization_id, mode, agent_id, url, events, status, created_at, updated_at)
      values (:id, :organization, :mode, :agent, :url, array['*'], 'enabled', now(), now())
      on conflict (organization_id, mode, agent_id) do update set url = excluded.url,
        status = 'enabled', disabled_reason = null, updated_at = excluded.updated_at
      """;

  private static final String PUT_LANE =
      """
      insert into lane (endpoint_id)
      select id from endpoint
      where organization_id = :organization and mode = :mode and agent_id = :agent
      on conflict (endpoint_id) do update set failures = 0, failing_since = null,
        open_until = null, is_told = false, due_at = now(), revision = lane.revision + 1
      """;

  private static final String FIND =
      "from Endpoint e where e.organizationId = :organization and e.mode = :mode"
          + " and e.agentId = :agent";

  private final EndpointRepository endpoints;

  AgentEndpoints(EndpointRepository endpoints) {
    this.endpoints = endpoints;
  }

  /** From now on the agent's events go to this URL. */
  public Uni<Void> put(Tenant tenant, String agentId, String url) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(PUT))
        .invoke(query -> of(tenant, agentId, query))
        .invoke(
            query ->
                query.setParameter("id", Ids.next(Endpoint.ID_PREFIX)).setParameter("url", url))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .chain(Panache::getSession)
        .map(session -> session.createNativeQuery(PUT_LANE))
        .invoke(query -> of(tenant, agentId, query))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** The agent's events go to no URL of its own any more. */
  public Uni<Void> remove(Tenant tenant, String agentId) {
    return Panache.getSession()
        .map(session -> session.createSelectionQuery(FIND, Endpoint.class))
        .invoke(query -> of(tenant, agentId, query))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .chain(
            endpoint ->
                endpoint == null ? Uni.createFrom().voidItem() : endpoints.remove(endpoint));
  }

  private static void of(Tenant tenant, String agentId, Mutiny.AbstractQuery query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    query.setParameter("agent", agentId);
  }
}
