package com.jagcall.common.row;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Entities of one kind, asked for by one tenant at a time. They have members {@code id}, {@code
 * organizationId}, {@code mode} and {@code createdAt}.
 */
public final class TenantRows<T> {
  /** The tenant's, of entity {@code e}; its parameters are set by {@link #of}. */
  public static final String TENANT = "e.organizationId = :organization and e.mode = :mode";

  /**
   * Rows and their number in one statement. The number is the left side of the join, so that it is
   * there on a page beyond the last one too; it comes from the index alone, and only the rows of
   * the page are read in full.
   */
  private static final String LIST =
      """
      select found, counted.total
      from (select count(*) as total from %1$s e where %2$s) counted
      left join (
        select e.id as id from %1$s e where %2$s
        order by e.createdAt desc, e.id desc limit :limit offset :offset
      ) listed on true
      left join %1$s found on found.id = listed.id
      order by found.createdAt desc, found.id desc
      """;

  private final Class<T> type;
  private final Predicate<String> isId;
  private final String visible;

  /**
   * @param type the entity
   * @param isId whether any row could have this identifier: what cannot be one is not looked for
   * @param visible what of the tenant's it sees, as HQL about {@code e}; at least {@link #TENANT}
   */
  public TenantRows(Class<T> type, Predicate<String> isId, String visible) {
    this.type = type;
    this.isId = isId;
    this.visible = visible;
  }

  /** The tenant's rows that satisfy the conditions, newest first. One statement. */
  public Uni<Page<T>> list(
      Uni<Mutiny.Session> session, Tenant tenant, List<Condition> conditions, Paging paging) {
    String where =
        Stream.concat(Stream.of(visible), conditions.stream().map(Condition::hql))
            .collect(Collectors.joining(" and "));
    String list = LIST.formatted(type.getSimpleName(), where);
    return session
        .map(opened -> opened.createSelectionQuery(list, Object[].class))
        .invoke(query -> of(tenant, query))
        .invoke(query -> conditions.forEach(c -> query.setParameter(c.parameter(), c.value())))
        .invoke(query -> query.setParameter("limit", paging.perPage()))
        .invoke(query -> query.setParameter("offset", paging.offset()))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> page(rows, paging));
  }

  private Page<T> page(List<Object[]> rows, Paging paging) {
    List<T> found = rows.stream().map(row -> type.cast(row[0])).filter(Objects::nonNull).toList();
    return Page.of(found, paging, (Long) rows.get(0)[1]);
  }

  /**
   * The tenant's row.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  public Uni<T> get(Uni<Mutiny.Session> session, Tenant tenant, String id) {
    return get(session, tenant, id, LockModeType.NONE);
  }

  /** As {@link #get}, and nobody else changes it before this transaction ends. */
  public Uni<T> lock(Uni<Mutiny.Session> session, Tenant tenant, String id) {
    return get(session, tenant, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<T> get(Uni<Mutiny.Session> session, Tenant tenant, String id, LockModeType lock) {
    if (!isId.test(id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    String get = "from %s e where e.id = :id and %s".formatted(type.getSimpleName(), visible);
    return session
        .map(opened -> opened.createSelectionQuery(get, type))
        .invoke(query -> of(tenant, query).setParameter("id", id).setLockMode(lock))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  /** Gives a query the parameters of {@link #TENANT}. */
  public static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
