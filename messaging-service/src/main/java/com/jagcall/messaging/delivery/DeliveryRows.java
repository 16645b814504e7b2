package com.jagcall.messaging.delivery;

import com.jagcall.common.row.Rows;
import com.jagcall.messaging.smpp.ReceiptState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Deliveries in PostgreSQL, many at a time. Messages are locked in the order of their names before
 * anything else of theirs is touched. For services only: whose they are was decided when they were
 * accepted. Needs a transaction.
 */
@ApplicationScoped
class DeliveryRows {
  private static final String LOCK =
      """
      select cast(json_build_object('heads', json_agg(locked)) as text) from (
        select id, organization_id, mode, status, from_number, to_number, segments, agent_id,
          error_code, cost_micros, hold_id, settled, confirm_by, updated_at
        from message where id = any(cast(:ids as text[])) order by id for update) locked
      """;

  /** What was submitted of them, and what is left to be. */
  private static final String PIECES =
      """
      select cast(json_build_object(
        'parts', (select json_agg(s) from segment s
          where message_id = any(cast(:ids as text[]))),
        'queued', (select json_agg(o) from outgoing o
          where message_id = any(cast(:ids as text[])))) as text)
      """;

  private static final String WRITE =
      """
      with document as (select cast(cast(:document as text) as jsonb) as d),
      heads as (
        update message set status = h.status, error_code = h.error_code,
          cost_micros = h.cost_micros, settled = h.settled, confirm_by = h.confirm_by,
          updated_at = greatest(message.updated_at, h.updated_at)
        from document, jsonb_to_recordset(d -> 'heads') as h (
          id text, status text, error_code text, cost_micros bigint, settled boolean,
          confirm_by timestamptz, updated_at timestamptz)
        where message.id = h.id),
      parts as (
        insert into segment select p.* from document,
          jsonb_populate_recordset(cast(null as segment), d -> 'parts') p
        on conflict (message_id, number) do update set outcome = excluded.outcome,
          bind = excluded.bind, carrier_message_id = excluded.carrier_message_id,
          receipt = excluded.receipt, receipt_error = excluded.receipt_error),
      queue as (
        update outgoing set due_at = q.due_at, claim = q.claim, leased_until = q.leased_until,
          next_segment = q.next_segment
        from document, jsonb_populate_recordset(cast(null as outgoing), d -> 'queued') q
        where outgoing.message_id = q.message_id)
      delete from outgoing where message_id in (
        select jsonb_array_elements_text(d -> 'gone') from document)
      """;

  /**
   * Which is of a message that waits for receipts, and has not had its last. An SMSC may use a name
   * again, when it was restarted for instance: so it is never one that had, and of several the
   * last.
   */
  private static final String WAITS =
      """
      s.bind = %1$s.bind and coalesce(s.receipt, '') not in
          ('DELIVERED', 'EXPIRED', 'DELETED', 'UNDELIVERABLE', 'REJECTED')
        and exists (
          select from message m where m.id = s.message_id and m.status in ('queued', 'sent'))
      """;

  private static final String FIND =
      """
      select cast(to_jsonb(found) as text) from (
        select distinct on (r.place) r.place, s.message_id, s.number
        from unnest(cast(:binds as text[]), cast(:names as text[])) with ordinality
          as r (bind, name, place)
        join segment s on s.carrier_message_id = r.name and %s
        order by r.place, s.submitted_at desc) found
      """
          .formatted(WAITS.formatted("r"));

  private static final String KEEP =
      """
      insert into orphan_receipt (bind, carrier_message_id, state, error, received_at)
      select bind, carrier_message_id, state, error, received_at
      from jsonb_to_recordset(cast(cast(:document as text) as jsonb)) as o (
        bind text, carrier_message_id text, state text, error text, received_at timestamptz)
      """;

  private static final String ADOPT =
      """
      delete from orphan_receipt where carrier_message_id = any(cast(:names as text[]))
        and received_at >= cast(cast(:since as text) as timestamptz)
      returning cast(jsonb_build_object('position', position, 'bind', bind,
        'carrier_message_id', carrier_message_id, 'state', state, 'error', error,
        'received_at', received_at) as text)
      """;

  /** Whose submit was answered while they were being stored. */
  private static final String REUNITED =
      """
      select distinct o.carrier_message_id from orphan_receipt o
      where exists (select from segment s
        where s.carrier_message_id = o.carrier_message_id and %s)
      and o.received_at >= cast(cast(:since as text) as timestamptz)
      limit :limit
      """
          .formatted(WAITS.formatted("o"));

  private static final String FORGET =
      """
      delete from orphan_receipt where received_at < cast(cast(:before as text) as timestamptz)
        or position <= (select max(position) from orphan_receipt) - :most
      """;

  /** What one transaction has decided. */
  @RegisterForReflection
  record Document(
      List<Head> heads, List<Part> parts, List<Queued> queued, Collection<String> gone) {}

  /** Messages, all in one row of the answer. */
  @RegisterForReflection
  record Heads(List<Head> heads) {
    Heads {
      heads = heads == null ? List.of() : heads;
    }
  }

  /** What belongs to messages. */
  @RegisterForReflection
  record Pieces(List<Part> parts, List<Queued> queued) {
    Pieces {
      parts = parts == null ? List.of() : parts;
      queued = queued == null ? List.of() : queued;
    }
  }

  /** A receipt that nobody's submit was answered for yet. */
  @RegisterForReflection
  record Orphan(
      String bind, String carrierMessageId, ReceiptState state, String error, Instant receivedAt) {}

  /** Which segment the receipt at a place, from 1, is of. */
  @RegisterForReflection
  record Found(int place, String messageId, int number) {}

  Uni<List<Head>> lock(Collection<String> ids) {
    return byIds(LOCK, ids, Heads.class).map(Heads::heads);
  }

  Uni<Pieces> pieces(Collection<String> ids) {
    return byIds(PIECES, ids, Pieces.class);
  }

  private <T> Uni<T> byIds(String sql, Collection<String> ids, Class<T> type) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql, String.class))
        .invoke(query -> query.setParameter("ids", ids.toArray(String[]::new)))
        .flatMap(Mutiny.SelectionQuery::getSingleResult)
        .map(row -> Rows.read(row, type));
  }

  private static <T> List<T> read(List<String> rows, Class<T> type) {
    return rows.stream().map(row -> Rows.read(row, type)).toList();
  }

  Uni<Void> write(Document document) {
    return run(WRITE, document);
  }

  /** Adds receipts to those that belong to nobody yet. */
  Uni<Void> keep(List<Orphan> orphans) {
    return orphans.isEmpty() ? Uni.createFrom().voidItem() : run(KEEP, orphans);
  }

  private static Uni<Void> run(String sql, Object document) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(sql))
        .invoke(query -> query.setParameter("document", Rows.write(document)))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** Which segments the receipts are of; those of nobody's are missing. */
  Uni<List<Found>> find(List<Orphan> receipts) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(FIND, String.class))
        .invoke(
            query ->
                query
                    .setParameter(
                        "binds", receipts.stream().map(Orphan::bind).toArray(String[]::new))
                    .setParameter(
                        "names",
                        receipts.stream().map(Orphan::carrierMessageId).toArray(String[]::new)))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> read(rows, Found.class));
  }

  /** Takes the receipts of these names that came lately out of those that belong to nobody. */
  Uni<List<Orphan>> adopt(Collection<String> carrierMessageIds, Instant since) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(ADOPT, String.class))
        .invoke(
            query ->
                query
                    .setParameter("names", carrierMessageIds.toArray(String[]::new))
                    .setParameter("since", since.toString()))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> read(rows, Orphan.class));
  }

  /** Names of receipts that are kept though their segment is known by now. */
  Uni<List<String>> reunited(Instant since, int limit) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(REUNITED, String.class))
        .invoke(query -> query.setParameter("since", since.toString()))
        .invoke(query -> query.setParameter("limit", limit))
        .flatMap(Mutiny.SelectionQuery::getResultList);
  }

  /** Forgets receipts that came before this time, and all but the last so many. */
  Uni<Void> forget(Instant before, long most) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(FORGET))
        .invoke(query -> query.setParameter("before", before.toString()).setParameter("most", most))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }
}
