package com.jagcall.messaging.message;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.money.Money;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.row.Rows;
import com.jagcall.messaging.message.MessageFilter.Condition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The messages of one tenant at a time. Needs a session, and to write a transaction. */
@ApplicationScoped
public class MessageRepository {
  private static final String TENANT = "m.organization_id = :organization and m.mode = :mode";

  /** Rows and their number in one statement. */
  private static final String LIST =
      """
      select counted.total, cast(to_jsonb(listed) as text)
      from (select count(*) as total from message m where %1$s) counted
      left join lateral (
        select m.* from message m where %1$s
        order by m.created_at desc, m.id desc limit :limit offset :offset
      ) listed on true
      order by listed.created_at desc, listed.id desc
      """;

  private static final String GET =
      "select cast(to_jsonb(m) as text) from message m where m.id = :id and " + TENANT;

  private static final String FIND =
      "select cast(to_jsonb(m) as text) from message m where m.id = :id";

  private static final String RESERVE =
      "select count(*) from pg_advisory_xact_lock(hashtextextended(:id, 0))";

  /** What the two have written to each other, the newest first. */
  private static final String THREAD =
      """
      select cast(to_jsonb(thread) as text) from (
        (select m.* from message m where %1$s and m.from_number = :ours and m.to_number = :theirs
         order by m.created_at desc, m.id desc limit :limit)
        union all
        (select m.* from message m where %1$s and m.from_number = :theirs and m.to_number = :ours
         order by m.created_at desc, m.id desc limit :limit)
      ) thread order by created_at desc, id desc limit :limit
      """
          .formatted(TENANT);

  private static final String RECENT =
      """
      select count(*) from (
        select m.id from message m where %s and m.from_number = :ours and m.to_number = :theirs
          and m.origin = :origin and m.created_at > now() - interval '1 hour'
        limit :limit) recent
      """
          .formatted(TENANT);

  private static final String INSERT =
      """
      insert into message
      select * from jsonb_populate_record(cast(null as message), cast(cast(:row as text) as jsonb))
      """;

  private static final String SET_COST =
      "update message m set cost_micros = :cost where m.id = :id and " + TENANT;

  /** The tenant's messages that satisfy the conditions, newest first. One statement. */
  public Uni<Page<Message>> list(Tenant tenant, List<Condition> conditions, Paging paging) {
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

  private static Page<Message> page(List<Object[]> rows, Paging paging) {
    List<Message> listed =
        rows.stream().map(row -> read((String) row[1])).filter(Objects::nonNull).toList();
    return Page.of(listed, paging, (Long) rows.get(0)[0]);
  }

  private static Message read(String row) {
    return Rows.read(row, Message.class);
  }

  /**
   * The tenant's message.
   *
   * @throws ApiException {@code not_found} when there is none, or it is somebody else's
   */
  public Uni<Message> get(Tenant tenant, String id) {
    if (!Ids.isShaped(Message.ID_PREFIX, id)) {
      return Uni.createFrom().failure(ApiException.notFound());
    }
    return Panache.getSession()
        .map(session -> session.createNativeQuery(GET, String.class))
        .invoke(query -> of(tenant, query).setParameter("id", id))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .map(MessageRepository::read);
  }

  /**
   * Whoever's message that is: for those who choose names, and have to know which are taken. Who
   * the tenant is, they must compare themselves.
   */
  public Uni<Optional<Message>> find(String id) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(FIND, String.class))
        .invoke(query -> query.setParameter("id", id))
        .flatMap(Mutiny.SelectionQuery::getSingleResultOrNull)
        .map(row -> Optional.ofNullable(row).map(MessageRepository::read));
  }

  /** Nobody else reserves this name before this transaction ends. */
  public Uni<Void> reserve(String id) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(RESERVE, Long.class))
        .invoke(query -> query.setParameter("id", id))
        .flatMap(Mutiny.SelectionQuery::getSingleResult)
        .replaceWithVoid();
  }

  /** The last messages between a number of the tenant and somebody, the oldest first. */
  public Uni<List<Message>> thread(Tenant tenant, String ours, String theirs, int limit) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(THREAD, String.class))
        .invoke(query -> between(tenant, ours, theirs, query).setParameter("limit", limit))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> rows.stream().map(MessageRepository::read).collect(Collectors.toList()))
        .invoke(Collections::reverse);
  }

  /** How many messages of this origin went to somebody in the last hour; at most {@code limit}. */
  public Uni<Long> countRecent(
      Tenant tenant, String ours, String theirs, Origin origin, int limit) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(RECENT, Long.class))
        .invoke(query -> between(tenant, ours, theirs, query).setParameter("limit", limit))
        .invoke(query -> query.setParameter("origin", origin.wire()))
        .flatMap(Mutiny.SelectionQuery::getSingleResult);
  }

  /** Adds a message. */
  public Uni<Void> add(Message message) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(INSERT))
        .invoke(query -> query.setParameter("row", Rows.write(message)))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** Writes down what a message has cost. */
  public Uni<Void> setCost(Tenant tenant, String id, Money cost) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(SET_COST))
        .invoke(query -> of(tenant, query).setParameter("id", id))
        .invoke(query -> query.setParameter("cost", cost.micros()))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  private static <Q extends Mutiny.AbstractQuery> Q between(
      Tenant tenant, String ours, String theirs, Q query) {
    of(tenant, query).setParameter("ours", ours).setParameter("theirs", theirs);
    return query;
  }

  private static <Q extends Mutiny.AbstractQuery> Q of(Tenant tenant, Q query) {
    query.setParameter("organization", tenant.organizationId());
    query.setParameter("mode", tenant.mode().wire());
    return query;
  }
}
