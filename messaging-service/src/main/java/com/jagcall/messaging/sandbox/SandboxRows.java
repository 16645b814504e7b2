package com.jagcall.messaging.sandbox;

import com.jagcall.common.row.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the sandbox does next with messages of test keys. */
@ApplicationScoped
class SandboxRows {
  /** As what the sandbox submits. */
  static final String CLAIM = "sandbox";

  private static final String DUE =
      """
      select cast(to_jsonb(due) as text) from (
        select s.message_id, s.step, s.due_at, m.from_number, m.to_number, m.segments, m.origin
        from sandbox_step s join message m on m.id = s.message_id
        where s.due_at <= cast(cast(:now as text) as timestamptz) and m.mode = 'test'
        order by s.due_at limit :limit) due
      """;

  private static final String NEXT =
      """
      update sandbox_step set step = step + 1, due_at = cast(cast(:due as text) as timestamptz)
      where message_id = :id and step = :step
      """;

  private static final String LAST =
      "delete from sandbox_step where message_id = :id and step = :step";

  /**
   * A step that is due.
   *
   * @param origin who wrote the message: {@code api}, {@code agent} or {@code keyword}
   */
  @RegisterForReflection
  record Step(
      String messageId,
      int step,
      Instant dueAt,
      String fromNumber,
      String toNumber,
      int segments,
      String origin) {}

  Uni<List<Step>> due(Instant now, int limit) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(DUE, String.class))
        .invoke(query -> query.setParameter("now", now.toString()).setParameter("limit", limit))
        .flatMap(Mutiny.SelectionQuery::getResultList)
        .map(rows -> rows.stream().map(row -> Rows.read(row, Step.class)).toList());
  }

  /** Whether nobody else has moved it on before. */
  Uni<Boolean> moveOn(Step step, boolean isLast, Instant due) {
    return Panache.getSession()
        .map(session -> session.createNativeQuery(isLast ? LAST : NEXT))
        .invoke(
            query -> query.setParameter("id", step.messageId()).setParameter("step", step.step()))
        .invoke(query -> setDue(query, isLast, due))
        .flatMap(Mutiny.MutationQuery::executeUpdate)
        .map(count -> count == 1);
  }

  private static void setDue(Mutiny.MutationQuery query, boolean isLast, Instant due) {
    if (!isLast) {
      query.setParameter("due", due.toString());
    }
  }
}
