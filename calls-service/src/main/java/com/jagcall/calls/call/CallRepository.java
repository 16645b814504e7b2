package com.jagcall.calls.call;

import com.jagcall.calls.call.CallFilter.Condition;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
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
 * The calls of one tenant at a time. Needs a session, and for what writes a transaction, that the
 * caller owns.
 */
@ApplicationScoped
public class CallRepository implements PanacheRepositoryBase<Call, String> {
  /** Rows and their number in one statement; see the list of agents-service. */
  private static final String LIST =
      """
      select call, counted.total
      from (select count(*) as total from Call c where %1$s) counted
      left join (
        select c.id as id from Call c where %1$s
        order by c.createdAt desc, c.id desc limit :limit offset :offset
      ) listed on true
      left join Call call on call.id = listed.id
      order by call.createdAt desc, call.id desc
      """;

  private static final String TENANT = "c.organizationId = :organization and c.mode = :mode";

  /** The tenant's calls that satisfy the conditions, newest first. One statement. */
  Uni<Page<Call>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
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

  private static Page<Call> page(List<Object[]> rows, Paging paging) {
    List<Call> calls = rows.stream().map(row -> (Call) row[0]).filter(Objects::nonNull).toList();
    return Page.of(calls, paging, (Long) rows.get(0)[1]);
  }

  /**
   * The tenant's call.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  public Uni<Call> get(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.NONE);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  public Uni<Call> lock(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<Call> get(Tenant tenant, String id, LockModeType lock) {
    if (!Ids.isShaped(Call.ID_PREFIX, id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    "from Call c where c.id = :id and " + TENANT, Call.class))
        .invoke(query -> of(tenant, query).setParameter("id", id).setLockMode(lock))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  /** Adds a call with what it is made with. */
  public Uni<Call> add(Call call, Order order) {
    return persistAndFlush(call)
        .call(
            added ->
                getSession()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(
                                    """
                                    insert into call_plan (call_id, agent)
                                    values (:id, cast(cast(:agent as text) as json))
                                    """)
                                .setParameter("id", added.id())
                                .setParameter("agent", StoredJson.write(order.agent()))
                                .executeUpdate()));
  }

  /** Leaves a call that is over, with what it was made with, to whoever sums up calls. */
  Uni<Void> leaveToSummary(Call call) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into call_summary (call_id, agent, due_at)
                        select call_id, agent, now() from call_plan where call_id = :id
                        on conflict do nothing
                        """)
                    .setParameter("id", call.id())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Forgets what a call that is over was made with. */
  Uni<Void> forgetPlan(Call call) {
    return getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("delete from call_plan where call_id = :id")
                    .setParameter("id", call.id())
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
