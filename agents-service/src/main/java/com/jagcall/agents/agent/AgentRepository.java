package com.jagcall.agents.agent;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Condition;
import com.jagcall.common.row.TenantRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The agents of one tenant at a time: everything here asks for whom. Needs a session, and for what
 * writes a transaction, that the caller owns.
 */
@ApplicationScoped
public class AgentRepository implements PanacheRepositoryBase<Agent, String> {
  /** How many agents an organization can have in one mode; it bounds what counting them costs. */
  static final int MAX_AGENTS = 10_000;

  private static final String COUNT_UP =
      """
      insert into agent_count (organization_id, mode, agents) values (:organization, :mode, 1)
      on conflict (organization_id, mode)
      do update set agents = agent_count.agents + 1 where agent_count.agents < :maximum
      """;

  private static final String SHOW_NUMBER =
      """
      update agent
      set phone_number = :number, updated_at = greatest(now(), updated_at + interval '1 microsecond')
      where id = :id and organization_id = :organization and mode = :mode
      """;

  private static final String DELETE =
      """
      with gone as (
        delete from agent where id = :id and organization_id = :organization and mode = :mode
        returning organization_id, mode
      )
      update agent_count counted set agents = counted.agents - 1 from gone
      where counted.organization_id = gone.organization_id and counted.mode = gone.mode
      """;

  private final TenantRows<Agent> rows =
      new TenantRows<>(Agent.class, Agent::isId, TenantRows.TENANT);

  /** The tenant's agents that satisfy the conditions, newest first. One statement. */
  Uni<Page<Agent>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    return rows.list(getSession(), tenant, conditions, paging);
  }

  /**
   * The tenant's agent.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<Agent> get(Tenant tenant, String id) {
    return rows.get(getSession(), tenant, id);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  Uni<Agent> lock(Tenant tenant, String id) {
    return rows.lock(getSession(), tenant, id);
  }

  /**
   * Adds the agent to its tenant's.
   *
   * @throws ApiException {@code conflict} when the tenant has as many as it can have
   */
  Uni<Agent> add(Tenant tenant, Agent agent) {
    return getSession()
        .map(session -> session.createNativeQuery(COUNT_UP))
        .invoke(query -> TenantRows.of(tenant, query).setParameter("maximum", MAX_AGENTS))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .invoke(AgentRepository::refuseOneTooMany)
        .flatMap(counted -> persist(agent));
  }

  private static void refuseOneTooMany(int counted) {
    if (counted == 0) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "There are already %,d agents; delete one to make room.".formatted(MAX_AGENTS));
    }
  }

  /**
   * Deletes the tenant's agent. One statement.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<String> remove(Tenant tenant, String id) {
    if (!Agent.isId(id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return getSession()
        .map(session -> session.createNativeQuery(DELETE))
        .invoke(query -> TenantRows.of(tenant, query).setParameter("id", id))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .invoke(AgentRepository::refuseNone)
        .replaceWith(id);
  }

  /** Whether the tenant has the agent, which now shows this number, or none if it is null. */
  Uni<Boolean> showNumber(Tenant tenant, String id, String phoneNumber) {
    return getSession()
        .map(session -> session.createNativeQuery(SHOW_NUMBER))
        .invoke(
            query ->
                TenantRows.of(tenant, query)
                    .setParameter("id", id)
                    .setParameter("number", phoneNumber))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .map(updated -> updated == 1);
  }

  private static void refuseNone(int removed) {
    if (removed == 0) {
      throw ApiException.notFound();
    }
  }
}
