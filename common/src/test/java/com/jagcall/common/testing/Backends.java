package com.jagcall.common.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a service needs around it, for its tests: a PostgreSQL and a Redis of its own, keys
 * for tokens, and an accounts-service that knows the keys a test makes.
 *
 * <p>Arguments: {@code database}, the service's role and schema; {@code accounts}, {@code self}
 * when the service under test is accounts-service itself; {@code receivers}, the services whose
 * place a {@link ReceiverDouble} takes, such as {@code webhooks-service,agents-service}.
 */
public class Backends implements QuarkusTestResourceLifecycleManager {
  private PostgresServer postgres;
  private RedisProcess redis;
  private TokenKeys keys;
  private AccountsDouble accounts;
  private String database = "common";
  private boolean isAccounts;
  private List<String> receiverNames = List.of();
  private final Map<String, ReceiverDouble> receivers = new HashMap<>();

  @Override
  public void init(Map<String, String> arguments) {
    database = arguments.getOrDefault("database", database);
    isAccounts = "self".equals(arguments.get("accounts"));
    receiverNames =
        arguments.containsKey("receivers")
            ? List.of(arguments.get("receivers").split(","))
            : List.of();
  }

  @Override
  public Map<String, String> start() {
    postgres = PostgresServer.start();
    redis = RedisProcess.start();
    keys =
        TokenKeys.make(
            "accounts-service",
            "agents-service",
            "billing-service",
            "calls-service",
            "messaging-service",
            "numbers-service",
            "webhooks-service",
            "operator",
            "common");
    Map<String, String> config = new HashMap<>();
    config.put("jagcall.database.address", "localhost:" + postgres.port());
    config.put("jagcall.database.user", database);
    config.put("jagcall.database.password", postgres.provision(database));
    config.put("jagcall.redis.url", "redis://localhost:" + redis.port());
    config.put(
        "jagcall.token.private-key",
        keys.privateKey(isAccounts ? "accounts-service" : service()).toString());
    config.put("jagcall.token.public-keys", keys.publicKeys().toString());
    config.put("jagcall.testing.keys", keys.folder().toString());
    if (isAccounts) {
      int port = freePort();
      config.put("quarkus.http.test-port", String.valueOf(port));
      config.put("jagcall.accounts.url", "http://localhost:" + port);
    } else {
      accounts = AccountsDouble.start();
      config.put("jagcall.accounts.url", "http://localhost:" + accounts.port());
    }
    for (String name : receiverNames) {
      receivers.put(name, ReceiverDouble.start());
      config.put(
          "jagcall." + name.replaceFirst("-service$", "") + ".url", receivers.get(name).url());
    }
    return config;
  }

  private String service() {
    return database.equals("common") ? "common" : database + "-service";
  }

  @Override
  public void stop() {
    receivers.values().forEach(ReceiverDouble::stop);
    if (accounts != null) {
      accounts.stop();
    }
    if (redis != null) {
      redis.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(Backends.class));
  }

  /** PostgreSQL, to be stopped and started by a fault test. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** Redis, to be stopped, started and flushed by a fault test. */
  public RedisProcess redis() {
    return redis;
  }

  /** The accounts-service that stands in for the real one. */
  public AccountsDouble accounts() {
    return accounts;
  }

  /** Takes the events for another service; only of those named in the argument. */
  public ReceiverDouble receiver(String name) {
    return receivers.get(name);
  }

  /** Signs tokens as another service would. */
  public TokenKeys keys() {
    return keys;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
