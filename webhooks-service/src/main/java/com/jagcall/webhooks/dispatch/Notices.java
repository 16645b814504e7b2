package com.jagcall.webhooks.dispatch;

import com.jagcall.webhooks.WebhooksConfig;
import com.jagcall.webhooks.bell.Doorbell;
import com.jagcall.webhooks.endpoint.DisabledReason;
import com.jagcall.webhooks.endpoint.FailingEndpoints;
import com.jagcall.webhooks.event.OwnEvents;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What follows for an endpoint from failures: its owner is told once when it is left alone, and it
 * is disabled when it says that it is gone, or after days of nothing but failure. What is forgotten
 * here when a replica ends is seen again with the next failure.
 */
@ApplicationScoped
class Notices {
  private static final Logger LOG = Logger.getLogger(Notices.class);

  private final FailingEndpoints endpoints;
  private final OwnEvents events;
  private final Doorbell bell;
  private final WebhooksConfig config;
  private Map<String, Notice> waiting = new LinkedHashMap<>();

  Notices(FailingEndpoints endpoints, OwnEvents events, Doorbell bell, WebhooksConfig config) {
    this.endpoints = endpoints;
    this.events = events;
    this.bell = bell;
    this.config = config;
  }

  /** What to do, and about which URL: another one may have been set meanwhile. */
  private record Notice(Target target, DisabledReason disabling, String error) {}

  /** Looks at a failed attempt. */
  synchronized void consider(Target target, int failures, Attempt attempt) {
    Instant since = target.failingSince();
    boolean isLong = since != null && since.isBefore(Instant.now().minus(config.disableAfter()));
    if (attempt.isGone()) {
      add(target, DisabledReason.GONE, attempt);
    } else if (isLong) {
      add(target, DisabledReason.FAILING, attempt);
    } else if (failures >= Breaker.OPENS_AT) {
      add(target, null, attempt);
    }
  }

  private void add(Target target, DisabledReason disabling, Attempt attempt) {
    waiting.put(target.endpointId(), new Notice(target, disabling, attempt.error()));
  }

  private synchronized List<Notice> take() {
    List<Notice> taken = new ArrayList<>(waiting.values());
    waiting = new LinkedHashMap<>();
    return taken;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> give() {
    return Multi.createFrom()
        .iterable(take())
        .onItem()
        .transformToUniAndConcatenate(this::give)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> give(Notice notice) {
    return Panache.withTransaction(
            () -> notice.disabling() == null ? tell(notice) : disable(notice))
        .invoke(bell::ring)
        .onFailure()
        .invoke(failure -> LOG.warnf("An owner is told later: %s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> tell(Notice notice) {
    Target target = notice.target();
    return endpoints
        .tellOnce(target.endpointId())
        .chain(
            since ->
                since == null
                    ? Uni.createFrom().voidItem()
                    : events.failing(
                        target.tenant(), target.endpointId(), target.url(), since, notice.error()));
  }

  private Uni<Void> disable(Notice notice) {
    Target target = notice.target();
    return endpoints
        .disable(target.endpointId(), target.url(), notice.disabling())
        .chain(
            isDisabled ->
                isDisabled
                    ? events.disabled(
                        target.tenant(),
                        target.endpointId(),
                        target.url(),
                        notice.disabling().wire())
                    : Uni.createFrom().voidItem());
  }
}
