package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Condition;
import com.jagcall.common.row.TenantRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The numbers of one tenant at a time; those that were released are not among them. Needs a
 * session, and for what writes a transaction, that the caller owns.
 */
@ApplicationScoped
public class PhoneNumberRepository implements PanacheRepositoryBase<PhoneNumber, String> {
  /** As the partial index has it. */
  private static final String OWNED =
      "e.lifecycle.status <> com.jagcall.numbers.lifecycle.NumberStatus.RELEASED";

  private static final String TENANT = TenantRows.TENANT + " and " + OWNED;

  private static final String UNASSIGN =
      """
      update PhoneNumber e set e.agentId = null, e.updatedAt = greatest(e.updatedAt, :now)
      where e.agentId = :agent and
      """
          + TENANT;

  private final TenantRows<PhoneNumber> rows =
      new TenantRows<>(PhoneNumber.class, id -> Ids.isShaped(PhoneNumber.ID_PREFIX, id), TENANT);

  /** The tenant's numbers that satisfy the conditions, newest first. One statement. */
  Uni<Page<PhoneNumber>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
    return rows.list(getSession(), tenant, conditions, paging);
  }

  /**
   * The tenant's number.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  Uni<PhoneNumber> get(Tenant tenant, String id) {
    return rows.get(getSession(), tenant, id);
  }

  /** As {@link #get(Tenant, String)}, and nobody else changes it before this transaction ends. */
  Uni<PhoneNumber> lock(Tenant tenant, String id) {
    return rows.lock(getSession(), tenant, id);
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
                    "from PhoneNumber e where e.id = :id and e.attempt = :attempt and " + TENANT,
                    PhoneNumber.class))
        .invoke(
            query ->
                TenantRows.of(tenant, query)
                    .setParameter("id", id)
                    .setParameter("attempt", attempt))
        .invoke(query -> query.setLockMode(LockModeType.PESSIMISTIC_WRITE))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull);
  }

  /** Whosever the number is, in one mode; for services only. Null: nobody's. */
  Uni<PhoneNumber> findOwned(Mode mode, String number) {
    return getSession()
        .map(
            session ->
                session.createSelectionQuery(
                    "from PhoneNumber e where e.mode = :mode and e.number = :number and " + OWNED,
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
        .invoke(
            query ->
                TenantRows.of(tenant, query)
                    .setParameter("agent", agentId)
                    .setParameter("now", now))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }
}
