package com.jagcall.messaging.delivery;

import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import com.jagcall.messaging.message.MessageStatus;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What nearly every submit comes to: a message of one segment was accepted for whoever claimed it.
 * {@link Delivery} decides it by what was read when it was claimed, and one statement writes many
 * of them, each only if its claim still stands. Others are left to {@link Deliveries}, which locks
 * and reads first. Needs a transaction.
 */
@ApplicationScoped
class Acceptances {
  /**
   * Rows are found by their names, whatever PostgreSQL believes of how many wait: those of {@code
   * outgoing} never by a join, and the status is asked for in a way that promises nothing about how
   * few messages have it, or it would begin with all messages to find them.
   */
  private static final String WRITE =
      """
      with decided as materialized (
        select id, claim, bind, name, cast(at as timestamptz) as at, cast(cost as bigint) as cost,
          cast(confirm_by as timestamptz) as confirm_by
        from unnest(cast(:ids as text[]), cast(:claims as text[]), cast(:binds as text[]),
          cast(:names as text[]), cast(:times as text[]), cast(:costs as text[]),
          cast(:confirm as text[])) as decided (id, claim, bind, name, at, cost, confirm_by)),
      sent as (
        update message m set status = 'sent', error_code = null, settled = true,
          cost_micros = d.cost, confirm_by = d.confirm_by,
          updated_at = greatest(m.updated_at, cast(cast(:now as text) as timestamptz))
        from decided d where m.id = d.id and case m.status when 'queued' then true end
          and (select o.claim from outgoing o where o.message_id = d.id) = d.claim
        returning d.id),
      gone as (delete from outgoing where message_id = any(array(select id from sent))),
      parts as (
        insert into segment (message_id, number, outcome, bind, carrier_message_id, submitted_at)
        select d.id, 1, 'ACCEPTED', d.bind, d.name, d.at from decided d
        where d.id = any(array(select id from sent)))
      select id from sent
      """;

  private final Outbox outbox;
  private final Clock clock;
  private final Terms terms;

  Acceptances(Outbox outbox, Clock clock, DeliveryConfig config) {
    this.outbox = outbox;
    this.clock = clock;
    this.terms = config.terms();
  }

  /** A decision, and the one part of it. */
  private record Decided(String claim, Delivery delivery) {
    Head head() {
      return delivery.head();
    }

    Part part() {
      return delivery.parts().iterator().next();
    }
  }

  static boolean isPlain(Fact fact) {
    return fact instanceof Fact.Submitted submitted
        && submitted.claimed() != null
        && submitted.outcome() instanceof Accepted
        && submitted.claimed().head().segments() == 1
        && submitted.claimed().head().status() == MessageStatus.QUEUED;
  }

  /** Learns plain facts, each of another message; answers the messages whose claim stood. */
  Uni<Set<String>> learn(List<Fact.Submitted> facts) {
    Instant now = clock.instant();
    List<Decided> decided =
        facts.stream()
            // As elsewhere messages are locked in the order of their names.
            .sorted(Comparator.comparing(Fact.Submitted::messageId))
            .map(fact -> decide(fact, now))
            .toList();
    return write(decided, now)
        .map(written -> (Set<String>) new HashSet<>(written))
        .call(written -> outbox.addAll(events(decided, written, now)));
  }

  private Decided decide(Fact.Submitted fact, Instant now) {
    Delivery delivery =
        new Delivery(fact.claimed().head(), fact.claimed().queued(), List.of(), terms, now);
    delivery.learn(fact);
    return new Decided(fact.claim(), delivery);
  }

  private static List<OutboxEvent> events(List<Decided> decided, Set<String> written, Instant now) {
    return decided.stream()
        .filter(one -> written.contains(one.head().id()))
        .flatMap(one -> Tidings.of(one.delivery(), now).stream())
        .toList();
  }

  private static Uni<List<String>> write(List<Decided> decided, Instant now) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(WRITE, String.class))
        .invoke(query -> set(query, decided))
        .invoke(query -> query.setParameter("now", now.toString()))
        .flatMap(Mutiny.SelectionQuery::getResultList);
  }

  private static void set(Mutiny.SelectionQuery<String> query, List<Decided> decided) {
    query
        .setParameter("ids", column(decided, one -> one.head().id()))
        .setParameter("claims", column(decided, Decided::claim))
        .setParameter("binds", column(decided, one -> one.part().bind()))
        .setParameter("names", column(decided, one -> one.part().carrierMessageId()))
        .setParameter("times", column(decided, one -> one.part().submittedAt()))
        .setParameter("costs", column(decided, one -> one.head().costMicros()))
        .setParameter("confirm", column(decided, one -> one.head().confirmBy()));
  }

  private static String[] column(List<Decided> decided, Function<Decided, Object> column) {
    return decided.stream()
        .map(column)
        .map(value -> Objects.toString(value, null))
        .toArray(String[]::new);
  }
}
