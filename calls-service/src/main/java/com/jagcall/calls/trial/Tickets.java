package com.jagcall.calls.trial;

import com.jagcall.calls.call.CallChannel;
import com.jagcall.calls.call.StoredJson;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tickets with which a browser, which has no key, begins one call at whichever replica it reaches.
 * Times are PostgreSQL's.
 */
@ApplicationScoped
class Tickets {
  /** Not to be guessed: 256 bits. */
  private static final int LENGTH = 43;

  /** Of one tenant that can be used at a time. */
  private static final int LIMIT = 20;

  private static final String ISSUE =
      """
      insert into trial_ticket (hash, call_id, organization_id, mode, channel, agent, expires_at)
      select $1, $2, $3, $4, $5, cast(cast($6 as text) as json),
        clock_timestamp() + cast($7 as bigint) * interval '1 millisecond'
      where (select count(*) from trial_ticket
        where organization_id = $3 and mode = $4 and expires_at > clock_timestamp()) < $8
      returning expires_at
      """;

  private static final String TAKE =
      """
      delete from trial_ticket where hash = $1 and call_id = $2
      returning organization_id, mode, channel, agent::text as agent,
        expires_at > clock_timestamp() as valid
      """;

  private static final String FORGET =
      """
      delete from trial_ticket where hash in (
        select hash from trial_ticket where expires_at < clock_timestamp() limit 100)
      """;

  private final Pool pool;

  Tickets(Pool pool) {
    this.pool = pool;
  }

  /** A new one; what it says is known to whoever gets it alone. */
  record Issued(String text, Instant expiresAt) {}

  /** Whether any ticket could read so: what cannot be one need not be looked for. */
  static boolean isShaped(String text) {
    return text != null && text.length() == LENGTH && text.matches("[A-Za-z0-9]+");
  }

  /**
   * Issues one, and forgets some of those that were never used.
   *
   * @throws ApiException {@code conflict}: too many are about
   */
  Uni<Issued> issue(Ticket ticket, Duration lifetime) {
    String text = Ids.base62(LENGTH);
    return run(FORGET, Tuple.tuple())
        .chain(
            () ->
                run(
                    ISSUE,
                    Tuple.from(
                        List.of(
                            hash(text),
                            ticket.callId(),
                            ticket.tenant().organizationId(),
                            ticket.tenant().mode().wire(),
                            ticket.channel().wire(),
                            StoredJson.write(ticket.agent()),
                            lifetime.toMillis(),
                            (long) LIMIT))))
        .map(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new ApiException(
                    ErrorCode.CONFLICT,
                    "Too many talks are about to begin: try again in a minute.");
              }
              Row row = rows.iterator().next();
              return new Issued(text, row.getOffsetDateTime("expires_at").toInstant());
            });
  }

  /** Takes it out of the world; empty when there is none for this call, or it came too late. */
  Uni<Optional<Ticket>> take(String callId, String text) {
    return run(TAKE, Tuple.of(hash(text), callId))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next())
                        .filter(row -> row.getBoolean("valid"))
                        .map(row -> ticket(callId, row)));
  }

  private static Ticket ticket(String callId, Row row) {
    return new Ticket(
        callId,
        new Tenant(row.getString("organization_id"), Mode.of(row.getString("mode"))),
        CallChannel.of(row.getString("channel")).orElseThrow(),
        StoredJson.agent(row.getString("agent")));
  }

  private static Buffer hash(String text) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Uni<RowSet<Row>> run(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }
}
