package com.jagcall.messaging.optout;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Rows;
import com.jagcall.messaging.optout.OptOutFilter.Condition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The opt-outs of one tenant at a time. Needs a session, and to write a transaction. */
@ApplicationScoped
public class OptOutRepository {
  private static final String TENANT = "o.organization_id = :organization and o.mode = :mode";

  private static final String LIST =
      """
      select counted.total, cast(to_jsonb(listed) as text)
      from (select count(*) as total from opt_out o where %1$s) counted
      left join lateral (
        select o.id, o.phone_number, o.recipient, o.source, o.created_at from opt_out o where %1$s
        order by o.created_at desc, o.id desc limit :limit offset :offset
      ) listed on true
      order by listed.created_at desc, listed.id desc
      """;

  private static final String EXISTS =
      "select exists (select from opt_out o where "
          + TENANT
          + " and o.phone_number = :number and o.recipient = :recipient)";

  private static final String ADD =
      """
      insert into opt_out (id, organization_id, mode, phone_number, recipient, source, created_at)
      select distinct on (phone_number, recipient)
        id, :organization, :mode, phone_number, recipient, source, created_at
      from jsonb_populate_recordset(cast(null as opt_out), cast(cast(:rows as text) as jsonb))
      order by phone_number, recipient
      on conflict (organization_id, mode, phone_number, recipient) do nothing
      """;

  private static final String REMOVE =
      "delete from opt_out o where "
          + TENANT
          + " and o.phone_number = :number and o.recipient = :recipient";

  private static final String DELETE = "delete from opt_out o where o.id = :id and " + TENANT;

  private final Clock clock;

  OptOutRepository(Clock clock) {
    this.clock = clock;
  }

  /** Who opted out of a number. */
  record Pair(String phoneNumber, String recipient) {}

  /** The tenant's opt-outs that satisfy the conditions, newest first. One statement. */
  Uni<Page<OptOut>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    String where =
        Stream.concat(Stream.of(TENANT), conditions.stream().map(Condition::sql))
            .collect(Collectors.joining(" and "));
    return Panache.getSession()
        .map(session -> session.createNativeQuery(LIST.formatted(where), Object[].class))
        .invoke(query -> of(tenant, query).setParameter("limit", paging.perPage()))
        .invoke(query -> query.setParameter("offset", paging.offset()))
        .invoke(query -> conditions.forEach(c -> query.setParameter(c.parameter(), c.value())))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> page(rows, paging));
  }

  private static Page<OptOut> page(List<Object[]> rows, Paging paging) {
    List<OptOut> listed =
        rows.stream()
            .map(row -> Rows.read((String) row[1], OptOut.class))
            .filter(Objects::nonNull)
            .toList();
    return Page.of(listed, paging, (Long) rows.get(0)[0]);
  }

  /** Whether somebody wants no messages from a number of the tenant. */
  public Uni<Boolean> exists(Tenant tenant, String number, String recipient) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(EXISTS, Boolean.class))
        .invoke(query -> pair(tenant, number, recipient, query))
        .flatMap(Mutiny.SelectionQuery::getSingleResult);
  }

  /** Somebody wants none any more, and says so by a message; false: they did not before. */
  public Uni<Boolean> add(Tenant tenant, String number, String recipient) {
    return add(tenant, List.of(new Pair(number, recipient)), "keyword").map(added -> added == 1);
  }

  /** Adds those that are not there; answers how many that were. */
  Uni<Integer> add(Tenant tenant, List<Pair> pairs, String source) {
    List<OptOut> rows =
        pairs.stream()
            .map(pair -> OptOut.now(pair.phoneNumber(), pair.recipient(), source, clock.instant()))
            .toList();
    return Panache.getSession()
        .map(session -> session.createNativeQuery(ADD))
        .invoke(query -> of(tenant, query).setParameter("rows", Rows.write(rows)))
        .flatMap(Mutiny.MutationQuery::executeUpdate);
  }

  /** Somebody wants messages again; false: they did all the time. */
  public Uni<Boolean> remove(Tenant tenant, String number, String recipient) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(REMOVE))
        .invoke(query -> pair(tenant, number, recipient, query))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .map(removed -> removed == 1);
  }

  /**
   * Removes an opt-out.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<Void> delete(Tenant tenant, String id) {
    if (!Ids.isShaped(OptOut.ID_PREFIX, id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return Panache.getSession()
        .map(session -> session.createNativeQuery(DELETE))
        .invoke(query -> of(tenant, query).setParameter("id", id))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .invoke(
            deleted -> {
              if (deleted == 0) {
                throw ApiException.notFound();
              }
            })
        .replaceWithVoid();
  }

  private static <Q extends Mutiny.AbstractQuery> Q pair(
      Tenant tenant, String number, String recipient, Q query) {
    of(tenant, query).setParameter("number", number).setParameter("recipient", recipient);
    return query;
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
