package com.jagcall.accounts.session;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes what no log-in asks for any more. Harmless when several replicas do it at once. */
@ApplicationScoped
public class SessionUpkeep {
  private final SessionRepository sessions;
  private final LoginThrottle throttle;

  SessionUpkeep(SessionRepository sessions, LoginThrottle throttle) {
    this.sessions = sessions;
    this.throttle = throttle;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> deleteOld() {
    return sessions.deleteOld().chain(throttle::deleteOld).replaceWithVoid();
  }
}
