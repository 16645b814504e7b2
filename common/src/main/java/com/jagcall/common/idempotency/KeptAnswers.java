package com.jagcall.common.idempotency;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestResponse;

/** The answers kept for 24 hours, in the service's own schema. */
@ApplicationScoped
class KeptAnswers {
  /** An answer that may be given again. */
  record Kept(String requestHash, int status, String location, String body) {}

  /**
   * Holds the key until the transaction ends, so that two requests with it never run at a time. The
   * lock goes with the connection: a service that is killed leaves nothing locked.
   */
  Uni<Void> claim(Idempotency.Attempt attempt) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))",
                        Boolean.class)
                    .setParameter("name", lockName(attempt))
                    .getSingleResult())
        .invoke(KeptAnswers::refuseUnlessFree)
        .replaceWithVoid();
  }

  private static void refuseUnlessFree(boolean free) {
    if (!free) {
      throw new ApiException(
          ErrorCode.IDEMPOTENCY_IN_PROGRESS,
          "The first request with this Idempotency-Key is still running: send it again shortly.");
    }
  }

  private static String lockName(Idempotency.Attempt attempt) {
    return attempt.tenant().organizationId()
        + " "
        + attempt.tenant().mode().wire()
        + " "
        + attempt.key();
  }

  /** The answer given within the last 24 hours, or null. */
  Uni<Kept> find(Idempotency.Attempt attempt) {
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        SELECT request_hash, status, location, body FROM idempotency_key
                        WHERE organization_id = :organization AND mode = :mode AND key = :key
                          AND created_at > now() - interval '24 hours'
                        """,
                        Object[].class)
                    .setParameter("organization", attempt.tenant().organizationId())
                    .setParameter("mode", attempt.tenant().mode().wire())
                    .setParameter("key", attempt.key())
                    .getSingleResultOrNull())
        .map(KeptAnswers::kept);
  }

  private static Kept kept(Object[] row) {
    return row == null
        ? null
        : new Kept((String) row[0], (Integer) row[1], (String) row[2], (String) row[3]);
  }

  /** Keeps an answer with the work of this transaction. */
  Uni<Void> keep(Idempotency.Attempt attempt, RestResponse<?> answer, String body) {
    URI location = answer.getLocation();
    return session()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        INSERT INTO idempotency_key
                          (organization_id, mode, key, request_hash, status, location, body)
                        VALUES (:organization, :mode, :key, :hash, :status, :location, :body)
                        ON CONFLICT (organization_id, mode, key) DO UPDATE SET
                          request_hash = excluded.request_hash, status = excluded.status,
                          location = excluded.location, body = excluded.body,
                          created_at = excluded.created_at
                        """)
                    .setParameter("organization", attempt.tenant().organizationId())
                    .setParameter("mode", attempt.tenant().mode().wire())
                    .setParameter("key", attempt.key())
                    .setParameter("hash", attempt.requestHash())
                    .setParameter("status", answer.getStatus())
                    .setParameter("location", location == null ? null : location.toString())
                    .setParameter("body", body)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Forgets answers older than 24 hours, a bounded number at a time. */
  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forgetOld() {
    return Panache.withTransaction(
            () ->
                session()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(
                                    """
                                    DELETE FROM idempotency_key WHERE ctid IN (
                                      SELECT ctid FROM idempotency_key
                                      WHERE created_at < now() - interval '24 hours'
                                      LIMIT 10000)
                                    """)
                                .executeUpdate()))
        .replaceWithVoid();
  }

  private static Uni<Mutiny.Session> session() {
    return Panache.getSession();
  }
}
