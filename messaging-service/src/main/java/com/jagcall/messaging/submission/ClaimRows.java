package com.jagcall.messaging.submission;

import com.jagcall.common.id.Ids;
import com.jagcall.messaging.delivery.Claimed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What is to be submitted, each message claimed by one replica. To claim it is to write down, and
 * commit, that it may have been submitted: whatever happens then, nobody claims it again before it
 * is known that it was not.
 */
@ApplicationScoped
class ClaimRows {
  private static final String REPLICA = Ids.base62(16);

  /**
   * What is due is found by its name and never by a join, for which all that waits might be read.
   */
  private static final String CLAIM =
      """
      with due as (
        select message_id from outgoing where claim is null and due_at <= $1
        order by due_at limit $2 for update skip locked),
      claimed as (
        update outgoing set claim = $3 || ':' || (attempts + 1), attempts = attempts + 1,
          leased_until = $4
        where message_id = any(array(select message_id from due))
        returning *)
      select o.reference, m.body, %s
      from claimed o join message m on m.id = o.message_id order by o.due_at
      """
          .formatted(Claimed.COLUMNS);

  private static final String LEFT =
      """
      select message_id from outgoing where claim is not null and leased_until <= $1
      order by leased_until limit $2
      """;

  private static final String TOO_LATE =
      """
      select message_id from outgoing where claim is null and give_up_at <= $1
      limit $2
      """;

  private static final String UNCONFIRMED =
      """
      select id from message where status = 'sent' and confirm_by <= $1
      order by confirm_by limit $2
      """;

  private final Pool pool;

  ClaimRows(Pool pool) {
    this.pool = pool;
  }

  /**
   * A message that this replica submits.
   *
   * @param claim as what it submits it
   * @param nextSegment from where on
   * @param reference of its segments, 0 to 65535; equal whoever submits them
   * @param claimed the message as it was then
   */
  record Claim(
      String messageId,
      String claim,
      int nextSegment,
      int reference,
      String from,
      String to,
      String body,
      Claimed claimed) {}

  /** Claims messages that are due, the longest due ones first. */
  Uni<List<Claim>> claim(Instant now, Duration lease, int limit) {
    return query(CLAIM, Tuple.of(at(now), limit, REPLICA, at(now.plus(lease))))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(ClaimRows::of).toList());
  }

  private static Claim of(Row row) {
    return new Claim(
        row.getString("message_id"),
        row.getString("claim"),
        row.getInteger("next_segment"),
        (int) (row.getLong("reference") & 0xFFFF),
        row.getString("from_number"),
        row.getString("to_number"),
        row.getString("body"),
        Claimed.of(row));
  }

  /** Messages whose replica was silent for too long. */
  Uni<List<String>> left(Instant now, int limit) {
    return names(LEFT, now, limit);
  }

  /** Messages that nobody took in time. */
  Uni<List<String>> tooLate(Instant now, int limit) {
    return names(TOO_LATE, now, limit);
  }

  /** Sent messages of which nothing was heard in time. */
  Uni<List<String>> unconfirmed(Instant now, int limit) {
    return names(UNCONFIRMED, now, limit);
  }

  private Uni<List<String>> names(String sql, Instant now, int limit) {
    return query(sql, Tuple.of(at(now), limit))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .toList());
  }

  private Uni<RowSet<Row>> query(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
