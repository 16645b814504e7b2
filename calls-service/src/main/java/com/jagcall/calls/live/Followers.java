package com.jagcall.calls.live;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who follows which call here, and how many they may be. */
@ApplicationScoped
class Followers {
  private static final int EARLY = 1;

  /** Proxies close connections on which nothing happens. */
  private static final long KEEP_ALIVE_MILLIS = 15_000;

  private final Map<String, Set<Follower<?>>> followers = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final LogReader reader;
  private final Bell bell;
  private final int perReplica;
  private final int perOrganization;

  Followers(
      Vertx vertx,
      LogReader reader,
      Bell bell,
      @ConfigProperty(name = "jagcall.calls.streams", defaultValue = "2000") int perReplica,
      @ConfigProperty(name = "jagcall.calls.streams-per-organization", defaultValue = "100")
          int perOrganization) {
    this.vertx = vertx;
    this.reader = reader;
    this.bell = bell;
    this.perReplica = perReplica;
    this.perOrganization = perOrganization;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(KEEP_ALIVE_MILLIS, ignored -> all().forEach(Follower::keepAlive));
    bell.answer(Channel.LOG, id -> followersOf(id).forEach(Follower::look));
    bell.answerBack(() -> all().forEach(Follower::look));
  }

  /** A stream has no end of its own: whoever follows goes on at another replica. */
  void stopping(@Observes @Priority(EARLY) ShutdownDelayInitiatedEvent event) {
    all().forEach(Follower::end);
  }

  void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
    all().forEach(Follower::end);
  }

  private synchronized List<Follower<?>> followersOf(String callId) {
    return List.copyOf(followers.getOrDefault(callId, Set.of()));
  }

  private synchronized List<Follower<?>> all() {
    return followers.values().stream().<Follower<?>>flatMap(Set::stream).toList();
  }

  /**
   * What comes after an entry, from now until the call is over.
   *
   * @param greeting is sent at once, and again and again to keep the connection open
   */
  <E> Multi<E> follow(
      Tenant tenant, String callId, int after, E greeting, Function<LogEntry, E> format) {
    return Multi.createFrom()
        .emitter(
            client -> {
              Follower<E> follower =
                  new Follower<>(tenant, callId, after, greeting, reader, client, format);
              add(follower);
              client.onTermination(() -> remove(follower));
              follower.keepAlive();
              follower.look();
            });
  }

  /**
   * Refuses one more; to be asked before a stream begins.
   *
   * @throws ApiException {@code rate_limit_exceeded}: too many are open
   */
  void mustHaveRoom(Tenant tenant) {
    List<Follower<?>> all = all();
    if (all.size() >= perReplica
        || all.stream().filter(other -> isOf(other, tenant)).count() >= perOrganization) {
      throw new ApiException(
          ErrorCode.RATE_LIMIT_EXCEEDED, "Too many streams are open: close some of them.");
    }
  }

  private synchronized void add(Follower<?> follower) {
    followers.computeIfAbsent(follower.callId(), id -> new HashSet<>()).add(follower);
  }

  private static boolean isOf(Follower<?> follower, Tenant tenant) {
    return follower.tenant().organizationId().equals(tenant.organizationId());
  }

  private synchronized void remove(Follower<?> follower) {
    followers.computeIfPresent(
        follower.callId(),
        (id, set) -> {
          set.remove(follower);
          return set.isEmpty() ? null : set;
        });
  }
}
