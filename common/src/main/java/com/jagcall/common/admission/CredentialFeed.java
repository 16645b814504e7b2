package com.jagcall.common.admission;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks accounts-service several times a second which credentials were revoked or rolled, so that a
 * replica refuses them within a second even when Redis was flushed or away in between; and reports
 * which ones were used.
 */
@ApplicationScoped
class CredentialFeed {
  /** More uses than these within one period wait for the next report. */
  static final int MAX_REPORTED = 1_000;

  private static final Logger LOG = Logger.getLogger(CredentialFeed.class);
  private static final int MAX_WAITING = 50_000;

  @Inject Vertx vertx;
  @Inject @RestClient AccountsClient accounts;

  @ConfigProperty(name = "jagcall.accounts.sync-millis", defaultValue = "200")
  long periodMillis;

  private final AtomicBoolean busy = new AtomicBoolean();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private volatile Map<String, Instant> ends = Map.of();
  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean started;
  private volatile boolean away;
  private long timer;

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(periodMillis, ignored -> sync());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** Whether anything has been heard yet; until then what Redis remembers cannot be trusted. */
  boolean isStarted() {
    return started;
  }

  /** Whether the credential with this hash was revoked, or its grace has run out. */
  boolean hasEnded(String hash, Instant now) {
    Instant end = ends.get(hash);
    return end != null && !now.plus(ahead).isBefore(end);
  }

  void noteUse(String credentialId, Instant at) {
    if (used.size() < MAX_WAITING) {
      used.put(credentialId, at);
    }
  }

  private void sync() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    List<AccountsClient.Use> report = takeReport();
    accounts
        .sync(new AccountsClient.Report(report))
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(this::heard, failure -> missed(report, failure));
  }

  private List<AccountsClient.Use> takeReport() {
    List<AccountsClient.Use> report = new ArrayList<>();
    for (Map.Entry<String, Instant> use : used.entrySet()) {
      if (report.size() == MAX_REPORTED) {
        break;
      }
      if (used.remove(use.getKey(), use.getValue())) {
        report.add(new AccountsClient.Use(use.getKey(), use.getValue()));
      }
    }
    return report;
  }

  private void heard(AccountsClient.Changes changes) {
    // A clock of ours that is behind must not lengthen the life of a revoked key.
    ahead = Duration.between(Instant.now(), changes.now());
    ends =
        changes.changed().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    AccountsClient.Change::hash, AccountsClient.Change::notAfter));
    if (!started || away) {
      LOG.info("Hearing from accounts-service which keys are revoked");
    }
    started = true;
    away = false;
  }

  private void missed(List<AccountsClient.Use> report, Throwable failure) {
    report.forEach(use -> used.putIfAbsent(use.credentialId(), use.at()));
    if (!away) {
      away = true;
      LOG.warnf("accounts-service is away (%s): asking again every %d ms", failure, periodMillis);
    }
  }
}
