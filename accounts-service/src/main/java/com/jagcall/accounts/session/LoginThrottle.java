package com.jagcall.accounts.session;

import static com.jagcall.common.credential.ApiKey.sha256;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Slows guessing at passwords down, in PostgreSQL, so that replicas and restarts share the count.
 *
 * <p>Every attempt is counted <em>before</em> its password is looked at, in one statement whose row
 * locks let parallel attempts through one by one, and is taken back when the password was right.
 * After some free attempts each further one doubles the pause before the next, starting at five
 * seconds: for one e-mail from one address after 5, up to 15 minutes; for an address after 20, up
 * to 15 minutes; for an e-mail from anywhere after 20, but never more than a minute and not for an
 * address its user has logged in from within the last weeks, so that nobody can lock others out. An
 * hour without attempts clears the count.
 */
@ApplicationScoped
public class LoginThrottle {
  private static final String[] KINDS = {"address", "email", "pair"};
  private static final Integer[] FREE_ATTEMPTS = {20, 20, 5};
  private static final Integer[] LONGEST_PAUSE_SECONDS = {900, 60, 900};

  // The rows are locked in the order of their kind, so two attempts can never wait for each other.
  private static final String RESERVE =
      """
      WITH subject AS (
        SELECT kind, subject, free, longest
        FROM unnest($1::text[], $2::text[], $3::int[], $4::int[])
             AS s (kind, subject, free, longest)
        WHERE kind <> 'email' OR NOT EXISTS (
          SELECT FROM session s JOIN user_account u ON u.id = s.user_id
          WHERE u.email = $5 AND s.address = $6)
      ), blocked AS (
        SELECT max(t.blocked_until) AS until
        FROM login_throttle t JOIN subject USING (kind, subject)
        WHERE t.blocked_until > clock_timestamp()
      ), counted AS (
        INSERT INTO login_throttle AS t (kind, subject, attempts, last_attempt_at, blocked_until)
        SELECT kind, subject, 1, clock_timestamp(), clock_timestamp()
        FROM subject, blocked WHERE blocked.until IS NULL ORDER BY kind
        ON CONFLICT (kind, subject) DO UPDATE SET
          attempts = CASE WHEN t.last_attempt_at < clock_timestamp() - interval '1 hour'
                          THEN 1 ELSE t.attempts + 1 END,
          last_attempt_at = clock_timestamp(),
          blocked_until = CASE
            WHEN t.last_attempt_at < clock_timestamp() - interval '1 hour' THEN clock_timestamp()
            ELSE (SELECT CASE WHEN t.attempts + 1 < s.free THEN clock_timestamp()
                              ELSE clock_timestamp() + interval '1 second'
                                   * least(s.longest, 5 * 2 ^ least(t.attempts + 1 - s.free, 20))
                         END
                  FROM subject s WHERE s.kind = t.kind)
            END
        WHERE t.blocked_until <= clock_timestamp()
        RETURNING kind
      )
      SELECT
        ceil(extract(epoch FROM (SELECT until FROM blocked) - clock_timestamp()))::int AS seconds,
        (SELECT count(*) FROM counted) < (SELECT count(*) FROM subject) AS refused
      """;

  // What this attempt added to the count of its address is taken back; the e-mail starts afresh.
  private static final String FORGIVE =
      """
      WITH forgotten AS (
        DELETE FROM login_throttle
        WHERE (kind = 'email' AND subject = $2) OR (kind = 'pair' AND subject = $3))
      UPDATE login_throttle
      SET attempts = greatest(attempts - 1, 0), blocked_until = last_attempt_at
      WHERE kind = 'address' AND subject = $1
      """;

  private static final String DELETE_OLD =
      """
      DELETE FROM login_throttle WHERE (kind, subject) IN (
        SELECT kind, subject FROM login_throttle
        WHERE last_attempt_at < now() - interval '1 day' LIMIT 10000)
      """;

  private final Pool pool;

  LoginThrottle(Pool pool) {
    this.pool = pool;
  }

  /**
   * Counts an attempt, unless it comes too soon.
   *
   * @return how long to wait; zero when the attempt may be made
   */
  Uni<Duration> reserve(String email, String address) {
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfString(KINDS)
            .addArrayOfString(subjects(email, address))
            .addArrayOfInteger(FREE_ATTEMPTS)
            .addArrayOfInteger(LONGEST_PAUSE_SECONDS)
            .addString(email)
            .addString(address);
    return pool.preparedQuery(RESERVE).execute(arguments).map(LoginThrottle::pause);
  }

  /** The attempt that was reserved had the right password. */
  Uni<Void> forgive(String email, String address) {
    String[] subjects = subjects(email, address);
    Tuple arguments = Tuple.of(subjects[0], subjects[1], subjects[2]);
    return pool.preparedQuery(FORGIVE).execute(arguments).replaceWithVoid();
  }

  Uni<Integer> deleteOld() {
    return pool.query(DELETE_OLD).execute().map(RowSet::rowCount);
  }

  private static Duration pause(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    if (!row.getBoolean("refused")) {
      return Duration.ZERO;
    }
    Integer seconds = row.getInteger("seconds");
    // Without a time the attempt lost against a parallel one, whose pause has only just begun.
    return Duration.ofSeconds(seconds == null ? 1 : Math.max(1, seconds));
  }

  private static String[] subjects(String email, String address) {
    return new String[] {sha256(address), sha256(email), sha256(email + "\n" + address)};
  }
}
