package com.jagcall.messaging.inbound;

import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Parts of messages that are received. Needs a transaction. */
@ApplicationScoped
class PartRows {
  /** So that two parts of a message never miss each other. */
  private static final String LOCK =
      """
      select 1 from (select pg_advisory_xact_lock(
        hashtextextended('sms part ' || :from || ' ' || :to || ' ' || :reference, 0))) locked
      """;

  private static final String LATELY =
      """
      select cast(to_jsonb(p) as text) from inbound_part p
      where from_number = :from and to_number = :to and reference = :reference and total = :total
      """;

  private static final String ADD =
      """
      insert into inbound_part
      select * from jsonb_populate_record(cast(null as inbound_part), cast(cast(:row as text) as jsonb))
      """;

  private static final String USE =
      "update inbound_part set message_id = :message where group_id = :group";

  /** A group at a time that has waited for too long. */
  private static final String WAITED =
      """
      select cast(to_jsonb(p) as text) from inbound_part p where group_id = (
        select group_id from inbound_part
        where message_id is null and first_at <= cast(cast(:before as text) as timestamptz)
        order by first_at limit 1 for update skip locked)
        and message_id is null
      order by number for update
      """;

  private static final String FORGET =
      """
      delete from inbound_part
      where message_id is not null and first_at <= cast(cast(:before as text) as timestamptz)
      """;

  /** The parts that came lately with this one's reference; nobody else adds one meanwhile. */
  Uni<List<StoredPart>> lately(StoredPart part) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK, Integer.class)
                    .setParameter("from", part.fromNumber())
                    .setParameter("to", part.toNumber())
                    .setParameter("reference", String.valueOf(part.reference()))
                    .getSingleResult()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(LATELY, String.class)
                                .setParameter("from", part.fromNumber())
                                .setParameter("to", part.toNumber())
                                .setParameter("reference", part.reference())
                                .setParameter("total", part.total())
                                .getResultList()))
        .map(PartRows::read);
  }

  private static List<StoredPart> read(List<String> rows) {
    return rows.stream().map(row -> Rows.read(row, StoredPart.class)).toList();
  }

  Uni<Void> add(StoredPart part) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(ADD))
        .invoke(query -> query.setParameter("row", Rows.write(part)))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** The group's message is put together. */
  Uni<Void> use(String groupId, String messageId) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(USE))
        .invoke(query -> query.setParameter("message", messageId).setParameter("group", groupId))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** The parts of a group that began before this time and is not complete, or none. */
  Uni<List<StoredPart>> waited(Instant before) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(WAITED, String.class))
        .invoke(query -> query.setParameter("before", before.toString()))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(PartRows::read);
  }

  /** Forgets parts of messages put together whose first part came before this time. */
  Uni<Void> forget(Instant before) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(FORGET))
        .invoke(query -> query.setParameter("before", before.toString()))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }
}
