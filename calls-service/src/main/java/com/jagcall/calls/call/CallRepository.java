package com.jagcall.calls.call;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Condition;
import com.jagcall.common.row.TenantRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The calls of one tenant at a time. Needs a session, and for what writes a transaction, that the
 * caller owns.
 */
@ApplicationScoped
public class CallRepository implements PanacheRepositoryBase<Call, String> {
  private final TenantRows<Call> rows =
      new TenantRows<>(Call.class, id -> Ids.isShaped(Call.ID_PREFIX, id), TenantRows.TENANT);

  /** The tenant's calls that satisfy the conditions, newest first. One statement. */
  Uni<Page<Call>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    return rows.list(getSession(), tenant, conditions, paging);
  }

  /**
   * The tenant's call.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  public Uni<Call> get(Tenant tenant, String id) {
    return rows.get(getSession(), tenant, id);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  public Uni<Call> lock(Tenant tenant, String id) {
    return rows.lock(getSession(), tenant, id);
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
}
