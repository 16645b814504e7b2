package com.jagcall.messaging.inbound;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.row.Rows;
import com.jagcall.messaging.message.Message;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is left to do about inbound messages, each task claimed by one replica at a time. */
@ApplicationScoped
public class TaskRows {
  /** How long a task is tried. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String ADD =
      """
      insert into inbound_task (message_id, kind, due_at, give_up_at)
      select :id, kind, cast(cast(:due as text) as timestamptz),
        cast(cast(:giveUp as text) as timestamptz)
      from unnest(cast(:kinds as text[])) as kind
      """;

  private static final String CLAIM =
      """
      with due as (
        select message_id, kind from inbound_task
        where kind = :kind and due_at <= cast(cast(:now as text) as timestamptz)
          and (leased_until is null or leased_until <= cast(cast(:now as text) as timestamptz))
        order by due_at limit :limit for update skip locked),
      claimed as (
        update inbound_task t set attempts = attempts + 1,
          leased_until = cast(cast(:until as text) as timestamptz)
        from due where t.message_id = due.message_id and t.kind = due.kind
        returning t.message_id, t.attempts, t.give_up_at)
      select cast(to_jsonb(m) as text), c.attempts,
        c.give_up_at <= cast(cast(:now as text) as timestamptz)
      from claimed c join message m on m.id = c.message_id
      """;

  private static final String DONE =
      """
      delete from inbound_task where message_id = :id and kind = :kind and attempts = :attempt
      """;

  private static final String LATER =
      """
      update inbound_task set leased_until = null,
        due_at = cast(cast(:due as text) as timestamptz)
      where message_id = :id and kind = :kind and attempts = :attempt
      """;

  /**
   * A task that this replica shall do.
   *
   * @param attempt whoever claims it later has a higher one
   * @param isLast whether it is given up if it does not succeed now
   */
  public record Task(Message message, String kind, int attempt, boolean isLast) {}

  /** Adds what is to be done about a message, in the transaction that stores it. */
  Uni<Void> add(Message message, List<String> kinds) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(ADD))
        .invoke(
            query ->
                query
                    .setParameter("id", message.id())
                    .setParameter("due", message.createdAt().toString())
                    .setParameter("giveUp", message.createdAt().plus(PATIENCE).toString())
                    .setParameter("kinds", kinds.toArray(String[]::new)))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .replaceWithVoid();
  }

  /** Claims tasks of a kind that are due, in a transaction of its own. */
  public Uni<List<Task>> claim(String kind, Instant now, Duration lease, int limit) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .map(session -> session.createNativeQuery(CLAIM, Object[].class))
                .invoke(
                    query ->
                        query
                            .setParameter("kind", kind)
                            .setParameter("now", now.toString())
                            .setParameter("until", now.plus(lease).toString())
                            .setParameter("limit", limit))
                .flatMap(Mutiny.SelectionQuery::getResultList)
                .map(rows -> rows.stream().map(row -> task(kind, row)).toList()));
  }

  private static Task task(String kind, Object[] row) {
    return new Task(
        Rows.read((String) row[0], Message.class), kind, (Integer) row[1], (Boolean) row[2]);
  }

  /** Whether the task was still this replica's; then it is done. Needs a transaction. */
  public Uni<Boolean> done(Task task) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(DONE))
        .invoke(query -> named(task, query))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .map(count -> count == 1);
  }

  /** It is tried again then. In a transaction of its own. */
  public Uni<Void> later(Task task, Instant due) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .map(session -> session.createNativeQuery(LATER))
                .invoke(query -> named(task, query).setParameter("due", due.toString()))
                .flatMap(Mutiny.MutationQuery::executeUpdate)
                .replaceWithVoid());
  }

  private static Mutiny.MutationQuery named(Task task, Mutiny.MutationQuery query) {
    return query
        .setParameter("id", task.message().id())
        .setParameter("kind", task.kind())
        .setParameter("attempt", task.attempt());
  }

  /** What there is to do about a message: to charge it, and to have its agent answer. */
  static List<String> kinds(Message message, boolean isKeyword) {
    boolean mayBeAnswered = message.agentId() != null && message.canBeAnswered() && !isKeyword;
    if (message.mode() == Mode.TEST) {
      return mayBeAnswered ? List.of("reply") : List.of();
    }
    return mayBeAnswered ? List.of("charge", "reply") : List.of("charge");
  }
}
