package com.jagcall.messaging.delivery;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.message.MessageStatus;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A message as it was when it was claimed, of which nothing was submitted before. As long as the
 * claim stands nobody else changes it: no receipt fits what has no answer yet.
 */
public final class Claimed {
  /** What it is read from: columns of {@code outgoing o} and of {@code message m}. */
  public static final String COLUMNS =
      """
      o.message_id, o.due_at, o.claim, o.leased_until, o.attempts, o.next_segment, o.give_up_at,
        m.organization_id, m.mode, m.status, m.from_number, m.to_number, m.segments, m.agent_id,
        m.error_code, m.cost_micros, m.hold_id, m.settled, m.confirm_by, m.updated_at
      """;

  private final Head head;
  private final Queued queued;

  Claimed(Head head, Queued queued) {
    this.head = head;
    this.queued = queued;
  }

  /** Reads {@link #COLUMNS}. */
  public static Claimed of(Row row) {
    return new Claimed(
        new Head(
            row.getString("message_id"),
            row.getString("organization_id"),
            Mode.fromString(row.getString("mode")),
            MessageStatus.of(row.getString("status")).orElseThrow(),
            row.getString("from_number"),
            row.getString("to_number"),
            row.getInteger("segments"),
            row.getString("agent_id"),
            row.getString("error_code"),
            row.getLong("cost_micros"),
            row.getString("hold_id"),
            row.getBoolean("settled"),
            time(row, "confirm_by"),
            time(row, "updated_at")),
        new Queued(
            row.getString("message_id"),
            time(row, "due_at"),
            row.getString("claim"),
            time(row, "leased_until"),
            row.getInteger("attempts"),
            row.getInteger("next_segment"),
            time(row, "give_up_at")));
  }

  private static Instant time(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  Head head() {
    return head;
  }

  Queued queued() {
    return queued;
  }
}
