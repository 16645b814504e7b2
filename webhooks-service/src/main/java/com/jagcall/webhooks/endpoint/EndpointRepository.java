package com.jagcall.webhooks.endpoint;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The endpoints of one tenant at a time: everything here asks for whom. Needs a session, and for
 * what writes a transaction, that the caller owns.
 */
@ApplicationScoped
public class EndpointRepository implements PanacheRepositoryBase<Endpoint, String> {
  /** How many an organization can have in one mode, agents' URLs not counted. */
  static final int MAX_ENDPOINTS = 50;

  private static final String TENANT = "e.organizationId = :organization and e.mode = :mode";
  private static final String WITH_HEALTH =
      "select e, h from Endpoint e join EndpointHealth h on h.endpointId = e.id where " + TENANT;

  /** Additions of one tenant wait for each other, so that the limit holds. */
  private static final String TAKE_TURNS =
      "select pg_advisory_xact_lock(hashtextextended(:organization || ' ' || :mode, 1))";

  /** Whatever it was that failed before, it is tried anew. */
  private static final String FRESH_LANE =
      """
      update lane set failures = 0, failing_since = null, open_until = null, is_told = false,
        due_at = now(), revision = revision + 1
      where endpoint_id = :id
      """;

  private static final String TOUCH_LANE =
      "update lane set due_at = now(), revision = revision + 1 where endpoint_id = :id";

  private static final String LOCK_LANE =
      "select endpoint_id from lane where endpoint_id = :id for update";

  private static final String DELETE =
      """
      with gone as (delete from due where endpoint_id = :id returning delivery_id, created_at),
      failed as (
        update delivery set status = 'failed', failed_at = now(), next_attempt_at = null,
          last_error = 'not sent again: the endpoint was deleted'
        from gone where delivery.id = gone.delivery_id and delivery.created_at = gone.created_at
      )
      delete from endpoint where id = :id
      """;

  /** An endpoint and how it fares. */
  record Listed(Endpoint endpoint, EndpointHealth health) {
    EndpointView view() {
      return EndpointView.of(endpoint, health.failingSince());
    }
  }

  /** The organization's own endpoints, newest first; never more than {@link #MAX_ENDPOINTS}. */
  Uni<List<Listed>> list(Tenant tenant) {
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    WITH_HEALTH + " and e.agentId is null order by e.createdAt desc, e.id desc",
                    Object[].class))
        .invoke(query -> of(tenant, query))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> rows.stream().map(EndpointRepository::listed).toList());
  }

  private static Listed listed(Object[] row) {
    return new Listed((Endpoint) row[0], (EndpointHealth) row[1]);
  }

  /**
   * The tenant's endpoint.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<Listed> get(Tenant tenant, String id) {
    return checked(id)
        .chain(this::getSession)
        .map(s -> s.createSelectionQuery(WITH_HEALTH + " and e.id = :id", Object[].class))
        .invoke(query -> of(tenant, query).setParameter("id", id))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .map(EndpointRepository::listed);
  }

  /** As {@link #get}, and nobody else changes it before this transaction ends. */
  public Uni<Endpoint> lock(Tenant tenant, String id) {
    return checked(id)
        .chain(this::getSession)
        .map(
            s ->
                s.createSelectionQuery(
                    "from Endpoint e where e.id = :id and " + TENANT, Endpoint.class))
        .invoke(
            query ->
                of(tenant, query)
                    .setParameter("id", id)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  private static Uni<Void> checked(String id) {
    return Endpoint.isId(id)
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(ApiException.notFound());
  }

  /**
   * Adds the endpoint to its tenant's.
   *
   * @throws ApiException {@code conflict} when the tenant has as many as it can have
   */
  Uni<Endpoint> add(Tenant tenant, Endpoint endpoint) {
    return getSession()
        .map(session -> session.createNativeQuery(TAKE_TURNS, Object.class))
        .invoke(query -> of(tenant, query))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .chain(() -> count(tenant))
        .invoke(EndpointRepository::refuseOneTooMany)
        .chain(() -> persistAndFlush(endpoint))
        .call(added -> addLane(added.id()));
  }

  private Uni<Long> count(Tenant tenant) {
    return getSession()
        .map(
            s ->
                s.createSelectionQuery(
                    "select count(*) from Endpoint e where e.agentId is null and " + TENANT,
                    Long.class))
        .invoke(query -> of(tenant, query))
        .flatMap(Mutiny.SelectionQuery::getSingleResult);
  }

  private static void refuseOneTooMany(long count) {
    if (count >= MAX_ENDPOINTS) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "There are already " + MAX_ENDPOINTS + " endpoints; delete one to make room.");
    }
  }

  private Uni<Integer> addLane(String id) {
    return update("insert into lane (endpoint_id) values (:id)", id);
  }

  /** Tries anew, at once, whatever waits for the endpoint. */
  Uni<Void> startAfresh(Endpoint endpoint) {
    return flush().chain(() -> update(FRESH_LANE, endpoint.id())).replaceWithVoid();
  }

  /** Lets whoever sends look at the endpoint again. */
  Uni<Void> touchLane(Endpoint endpoint) {
    return flush().chain(() -> update(TOUCH_LANE, endpoint.id())).replaceWithVoid();
  }

  /** Deletes an endpoint that is locked; what waits for it is not sent any more. */
  Uni<Void> remove(Endpoint endpoint) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK_LANE, String.class)
                    .setParameter("id", endpoint.id())
                    .getResultList())
        .chain(() -> update(DELETE, endpoint.id()))
        .replaceWithVoid();
  }

  private Uni<Integer> update(String sql, String id) {
    return getSession()
        .chain(session -> session.createNativeQuery(sql).setParameter("id", id).executeUpdate());
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
