package com.jagcall.agents.agent;

import com.jagcall.agents.agent.AgentFilter.Condition;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The agents of one tenant at a time: everything here asks for whom. Needs a session, and for what
 * writes a transaction, that the caller owns.
 */
@ApplicationScoped
public class AgentRepository implements PanacheRepositoryBase<Agent, String> {
  /** How many agents an organization can have in one mode; it bounds what counting them costs. */
  static final int MAX_AGENTS = 10_000;

  /**
   * Rows and their number in one statement. The number is the left side of the join, so that it is
   * there on a page beyond the last one too; it comes from the index alone, and only the rows of
   * the page are read in full.
   */
  private static final String LIST =
      """
      select agent, counted.total
      from (select count(*) as total from Agent a where %1$s) counted
      left join (
        select a.id as id from Agent a where %1$s
        order by a.createdAt desc, a.id desc limit :limit offset :offset
      ) listed on true
      left join Agent agent on agent.id = listed.id
      order by agent.createdAt desc, agent.id desc
      """;

  private static final String TENANT = "a.organizationId = :organization and a.mode = :mode";

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

  /** The tenant's agents that satisfy the conditions, newest first. One statement. */
  Uni<Page<Agent>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    String where =
        Stream.concat(Stream.of(TENANT), conditions.stream().map(Condition::hql))
            .collect(Collectors.joining(" and "));
    return getSession()
        .map(session -> session.createSelectionQuery(LIST.formatted(where), Object[].class))
        .invoke(query -> of(tenant, query))
        .invoke(query -> conditions.forEach(c -> query.setParameter(c.parameter(), c.value())))
        .invoke(query -> query.setParameter("limit", paging.perPage()))
        .invoke(query -> query.setParameter("offset", paging.offset()))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> page(rows, paging));
  }

  private static Page<Agent> page(List<Object[]> rows, Paging paging) {
    List<Agent> agents = rows.stream().map(row -> (Agent) row[0]).filter(Objects::nonNull).toList();
    return Page.of(agents, paging, (Long) rows.get(0)[1]);
  }

  /**
   * The tenant's agent.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<Agent> get(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.NONE);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  Uni<Agent> lock(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<Agent> get(Tenant tenant, String id, LockModeType lock) {
    if (!Agent.isId(id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return getSession()
        .map(
            s -> s.createSelectionQuery("from Agent a where a.id = :id and " + TENANT, Agent.class))
        .invoke(query -> of(tenant, query).setParameter("id", id).setLockMode(lock))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  /**
   * Adds the agent to its tenant's.
   *
   * @throws ApiException {@code conflict} when the tenant has as many as it can have
   */
  Uni<Agent> add(Tenant tenant, Agent agent) {
    return getSession()
        .map(session -> session.createNativeQuery(COUNT_UP))
        .invoke(query -> of(tenant, query).setParameter("maximum", MAX_AGENTS))
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
        .invoke(query -> of(tenant, query).setParameter("id", id))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .invoke(AgentRepository::refuseNone)
        .replaceWith(id);
  }

  /** Whether the tenant has the agent, which now shows this number, or none if it is null. */
  Uni<Boolean> showNumber(Tenant tenant, String id, String phoneNumber) {
    return getSession()
        .map(session -> session.createNativeQuery(SHOW_NUMBER))
        .invoke(
            query -> of(tenant, query).setParameter("id", id).setParameter("number", phoneNumber))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .map(updated -> updated == 1);
  }

  private static void refuseNone(int removed) {
    if (removed == 0) {
      throw ApiException.notFound();
    }
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
