package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.numbers.number.NumberFilter.Condition;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The numbers of one tenant at a time; those that were released are not among them. Needs a
 * session, and for what writes a transaction, that the caller owns.
 */
@ApplicationScoped
public class PhoneNumberRepository implements PanacheRepositoryBase<PhoneNumber, String> {
  /** Rows and their number in one statement; see the list of agents-service. */
  private static final String LIST =
      """
      select number, counted.total
      from (select count(*) as total from PhoneNumber n where %1$s) counted
      left join (
        select n.id as id from PhoneNumber n where %1$s
        order by n.createdAt desc, n.id desc limit :limit offset :offset
      ) listed on true
      left join PhoneNumber number on number.id = listed.id
      order by number.createdAt desc, number.id desc
      """;

  /** As the partial index has it. */
  private static final String OWNED =
      "n.lifecycle.status <> com.jagcall.numbers.lifecycle.NumberStatus.RELEASED";

  private static final String TENANT =
      "n.organizationId = :organization and n.mode = :mode and " + OWNED;

  private static final String UNASSIGN =
      """
      update PhoneNumber n set n.agentId = null, n.updatedAt = greatest(n.updatedAt, :now)
      where n.agentId = :agent and
      """
          + TENANT;

  /** The tenant's numbers that satisfy the conditions, newest first. One statement. */
  Uni<Page<PhoneNumber>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
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

  private static Page<PhoneNumber> page(List<Object[]> rows, Paging paging) {
    List<PhoneNumber> numbers =
        rows.stream().map(row -> (PhoneNumber) row[0]).filter(Objects::nonNull).toList();
    return Page.of(numbers, paging, (Long) rows.get(0)[1]);
  }

  /**
   * The tenant's number.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<PhoneNumber> get(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.NONE);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  Uni<PhoneNumber> lock(Tenant tenant, String id) {
    return get(tenant, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<PhoneNumber> get(Tenant tenant, String id, LockModeType lock) {
    if (!Ids.isShaped(PhoneNumber.ID_PREFIX, id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    "from PhoneNumber n where n.id = :id and " + TENANT, PhoneNumber.class))
        .invoke(query -> of(tenant, query).setParameter("id", id).setLockMode(lock))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound);
  }

  /**
   * The tenant's number, locked, if whoever claimed its next step with this attempt still has it;
   * else null.
   */
  public Uni<PhoneNumber> lockClaimed(Tenant tenant, String id, int attempt) {
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    "from PhoneNumber n where n.id = :id and n.attempt = :attempt and " + TENANT,
                    PhoneNumber.class))
        .invoke(query -> of(tenant, query).setParameter("id", id).setParameter("attempt", attempt))
        .invoke(query -> query.setLockMode(LockModeType.PESSIMISTIC_WRITE))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull);
  }

  /** Whosever the number is, in one mode; for services only. Null: nobody's. */
  Uni<PhoneNumber> findOwned(Mode mode, String number) {
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    "from PhoneNumber n where n.mode = :mode and n.number = :number and " + OWNED,
                    PhoneNumber.class))
        .invoke(query -> query.setParameter("mode", mode.wire()).setParameter("number", number))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull);
  }

  /**
   * Writes what was changed, or adds the number.
   *
   * @throws ApiException {@code conflict} when its agent has another number
   */
  Uni<PhoneNumber> write(PhoneNumber number) {
    return persistAndFlush(number)
        .onFailure(ConstraintViolationException.class)
        .transform(PhoneNumberRepository::conflict);
  }

  private static Throwable conflict(Throwable failure) {
    return String.valueOf(((ConstraintViolationException) failure).getConstraintName())
            .endsWith("phone_number_agent")
        ? new ApiException(
            ErrorCode.CONFLICT, "The agent has a number already: unassign that one first.")
        : failure;
  }

  /** Takes the number of an agent that is no more. */
  Uni<Void> unassign(Tenant tenant, String agentId, Instant now) {
    return getSession()
        .map(session -> session.createMutationQuery(UNASSIGN))
        .invoke(query -> of(tenant, query).setParameter("agent", agentId).setParameter("now", now))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
