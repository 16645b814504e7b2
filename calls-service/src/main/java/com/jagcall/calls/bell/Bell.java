package com.jagcall.calls.bell;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells every replica, this one included, that something was committed: PostgreSQL does it in the
 * moment of the commit, and never for what was rolled back. A ring that is lost, because the
 * connection was, costs time and nothing else: whoever listens looks by himself too, and at once
 * when the connection is back.
 */
@ApplicationScoped
public class Bell {
  private static final Logger LOG = Logger.getLogger(Bell.class);
  private static final String NAME = "jagcall_calls";
  private static final long RECONNECT_MILLIS = 500;

  private final Vertx vertx;
  private final Map<Channel, List<Consumer<String>>> listeners = new EnumMap<>(Channel.class);
  private final List<Runnable> onBack = new CopyOnWriteArrayList<>();
  private final PgConnectOptions database;
  private PgSubscriber subscriber;
  private volatile boolean isStopped;

  Bell(
      Vertx vertx,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.vertx = vertx;
    database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    for (Channel channel : Channel.values()) {
      listeners.put(channel, new CopyOnWriteArrayList<>());
    }
  }

  void start(@Observes StartupEvent event) {
    subscriber = PgSubscriber.subscriber(vertx, database);
    subscriber.reconnectPolicy(attempt -> isStopped ? -1L : RECONNECT_MILLIS);
    subscriber
        .channel(NAME)
        .subscribeHandler(subscribed -> onBack.forEach(Runnable::run))
        .handler(this::rung);
    subscriber
        .connect()
        .onFailure(failure -> LOG.warnf("Not hearing from other replicas yet: %s", failure));
  }

  void stop(@Observes ShutdownEvent event) {
    isStopped = true;
    if (subscriber != null) {
      subscriber.close();
    }
  }

  /** From now on hears what is told on a channel; must return at once. */
  public void answer(Channel channel, Consumer<String> listener) {
    listeners.get(channel).add(listener);
  }

  /** Runs whenever rings may have been lost before; must return at once. */
  public void answerBack(Runnable listener) {
    onBack.add(listener);
  }

  /** Rings when the caller's transaction is committed. */
  public Uni<Void> ring(Channel channel, String what) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery("select cast(pg_notify(:name, :what) as text)", String.class)
                    .setParameter("name", NAME)
                    .setParameter("what", channel.wire() + " " + what)
                    .getSingleResult())
        .replaceWithVoid();
  }

  private void rung(String payload) {
    int space = payload.indexOf(' ');
    Channel.of(payload.substring(0, Math.max(space, 0)))
        .ifPresent(
            channel ->
                listeners
                    .get(channel)
                    .forEach(listener -> listener.accept(payload.substring(space + 1))));
  }
}
