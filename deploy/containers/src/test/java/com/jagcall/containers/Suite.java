package com.jagcall.containers;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * PostgreSQL, Redis, two replicas of each service and the gateway, started once for all tests. The
 * settings, the secrets, the provisioning and the gateway's configuration are those of
 * deploy/compose and deploy/kubernetes, so that these are tried out too.
 */
final class Suite {
  static final String OWNER = "owner@localhost";
  private static final int REPLICAS = 2;

  /** A load is more than one organization may send by default; this is the most that it may. */
  private static final int LIMIT_PER_MINUTE = 10_000;

  private static final Path COMPOSE = Command.REPOSITORY.resolve("deploy/compose");
  private static final Path KUBERNETES_BASE = Command.REPOSITORY.resolve("deploy/kubernetes/base");
  private static Suite suite;
  private static boolean tried;

  private final Path secrets;
  private final Network network = Network.newNetwork();
  private final Map<String, List<Replica>> replicas = new HashMap<>();
  private final GenericContainer<?> postgresql;
  private final GenericContainer<?> redis;
  private final GenericContainer<?> balancer;
  private final GenericContainer<?> gateway;

  private Suite(Path secrets) {
    this.secrets = secrets;
    postgresql =
        new GenericContainer<>(ImageNames.POSTGRESQL)
            .withNetwork(network)
            .withNetworkAliases("postgresql")
            .withEnv("POSTGRES_USER_FILE", "/run/jagcall/administrator/user")
            .withEnv("POSTGRES_PASSWORD_FILE", "/run/jagcall/administrator/password")
            .withFileSystemBind(
                secrets.resolve("administrator").toString(),
                "/run/jagcall/administrator",
                BindMode.READ_ONLY)
            .withCommand("postgres", "-c", "max_connections=300")
            .withExposedPorts(5432)
            // By TCP: while the image sets itself up, the server listens on its socket only.
            .waitingFor(Wait.forSuccessfulCommand("pg_isready -q -h 127.0.0.1"));
    redis =
        new GenericContainer<>(ImageNames.REDIS)
            .withNetwork(network)
            .withNetworkAliases("redis")
            .withCommand("redis-server", "--save", "", "--appendonly", "no")
            .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1));
    balancer =
        new GenericContainer<>(ImageNames.BALANCER)
            .withNetwork(network)
            .withNetworkAliases("balancer")
            .withFileSystemBind(
                COMPOSE.resolve("balancer").toString(), "/etc/jagcall/balancer", BindMode.READ_ONLY)
            .withFileSystemBind(
                COMPOSE.resolve("services").toString(), "/etc/jagcall/services", BindMode.READ_ONLY)
            .withCreateContainerCmdModifier(
                command ->
                    command.withUser("99:99").withEntrypoint("sh", "/etc/jagcall/balancer/start"))
            .withExposedPorts(8000)
            .waitingFor(Wait.forListeningPort());
    gateway =
        new GenericContainer<>(ImageNames.GATEWAY)
            .withNetwork(network)
            // Without a certificate, else all is as Compose has it.
            .withEnv("JAGCALL_DOMAIN", ":80")
            .withEnv("JAGCALL_ACME_EMAIL", "admin@example.com")
            .withFileSystemBind(
                COMPOSE.resolve("Caddyfile").toString(), "/etc/caddy/Caddyfile", BindMode.READ_ONLY)
            .withFileSystemBind(
                COMPOSE.resolve("services").toString(), "/etc/caddy/services", BindMode.READ_ONLY)
            .withCommand("caddy", "run", "--config", "/etc/caddy/Caddyfile")
            .withExposedPorts(80)
            .waitingFor(Wait.forHttp("/internal").forPort(80).forStatusCode(404));
  }

  static synchronized Suite get() {
    if (suite == null) {
      // What failed once fails again, only later.
      if (tried) {
        throw new IllegalStateException("the suite did not start: see the first failure");
      }
      tried = true;
      buildImages();
      Suite starting = new Suite(makeSecrets());
      Runtime.getRuntime().addShutdownHook(new Thread(starting::remove, "remove the containers"));
      starting.start();
      suite = starting;
    }
    return suite;
  }

  private static void buildImages() {
    if (!ImageNames.BUILD) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("deploy/containers/build"));
    command.addAll(List.of("--registry", ImageNames.REGISTRY, "--tag", ImageNames.TAG));
    if (!ImageNames.BASE.isEmpty()) {
      command.addAll(List.of("--base", ImageNames.BASE));
    }
    Command.run(command);
  }

  private static Path makeSecrets() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "secrets");
      Command.run(List.of("deploy/compose/make-secrets", folder.toString()));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() {
    CompletableFuture.allOf(
            CompletableFuture.runAsync(postgresql::start),
            CompletableFuture.runAsync(redis::start),
            CompletableFuture.runAsync(balancer::start))
        .join();
    provision();
    // All at once, on an empty database: each service's tables are made by whichever is first.
    List<CompletableFuture<Replica>> starting =
        services().stream()
            .flatMap(service -> Stream.generate(() -> service).limit(REPLICAS))
            .map(service -> CompletableFuture.supplyAsync(() -> add(service)))
            .toList();
    starting.forEach(CompletableFuture::join);
    gateway.start();
  }

  /** What Compose does before a service starts: each gets its role and its schema. */
  private void provision() {
    for (String service : services()) {
      String role = service.replaceFirst("-service$", "");
      try (GenericContainer<?> provisioning =
          new GenericContainer<>(ImageNames.POSTGRESQL)
              .withNetwork(network)
              .withEnv("ROLE", role)
              .withEnv("PASSWORD_FILE", "/run/jagcall/database/" + role)
              .withEnv("ADMINISTRATOR", "/run/jagcall/administrator")
              .withEnv("ADDRESS", "postgresql:5432")
              .withEnv("DATABASE", "jagcall")
              .withFileSystemBind(secrets.toString(), "/run/jagcall", BindMode.READ_ONLY)
              .withFileSystemBind(
                  KUBERNETES_BASE.resolve("provision.sh").toString(),
                  "/provision.sh",
                  BindMode.READ_ONLY)
              .withCreateContainerCmdModifier(
                  command -> command.withEntrypoint("sh", "/provision.sh"))
              .withStartupCheckStrategy(new OneShotStartupCheckStrategy())) {
        provisioning.start();
      }
    }
  }

  /** Each has a folder in deploy/compose. */
  static List<String> services() {
    try (Stream<Path> folders = Files.list(COMPOSE.resolve("services"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more replica of a service, ready. */
  Replica add(String service) {
    Replica replica = new Replica(service, network, settings(), secrets).start();
    System.out.printf("%s is ready after %,d ms%n", service, replica.startMillis());
    synchronized (replicas) {
      replicas.computeIfAbsent(service, first -> new ArrayList<>()).add(replica);
    }
    return replica;
  }

  /** Forgets a replica that has ended; its log stays in target. */
  void drop(Replica replica) {
    replica.keepLog();
    synchronized (replicas) {
      replicas.get(replica.service()).remove(replica);
    }
    replica.remove();
  }

  List<Replica> replicas(String service) {
    synchronized (replicas) {
      return List.copyOf(replicas.get(service));
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    try (Stream<String> lines = Files.lines(KUBERNETES_BASE.resolve("settings.env"))) {
      lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("=", 2))
          .forEach(pair -> settings.put(pair[0], pair[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.put("JAGCALL_DATABASE_ADDRESS", "postgresql:5432");
    settings.put("JAGCALL_REDIS_URL", "redis://redis:6379");
    settings.put("JAGCALL_OWNER_EMAIL", OWNER);
    settings.put("JAGCALL_PUBLIC_URL", gatewayUrlOrLocalhost());
    settings.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16");
    return settings;
  }

  private String gatewayUrlOrLocalhost() {
    return gateway.isRunning() ? gatewayUrl().toString() : "http://localhost";
  }

  URI gatewayUrl() {
    return URI.create("http://" + gateway.getHost() + ":" + gateway.getMappedPort(80));
  }

  String ownerPassword() {
    return secret("first-owner");
  }

  private String secret(String file) {
    try {
      return Files.readString(secrets.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key of a new organization, so that a test has its own limits and its own data. */
  ApiKey key() {
    String organization = Ids.next("org_");
    String tag = Ids.base62(8);
    execute(
        "INSERT INTO accounts.organization (id, name, tag, created_at)"
            + " VALUES (?, 'Test', ?, now())",
        organization,
        tag);
    for (String endpoint : List.of("GET /v1/agents", "POST /v1/agents")) {
      execute(
          "INSERT INTO accounts.organization_limit (organization_id, endpoint, per_minute)"
              + " VALUES (?, ?, ?)",
          organization,
          endpoint,
          LIMIT_PER_MINUTE);
    }
    ApiKey key = ApiKey.generate(Mode.LIVE, tag);
    execute(
        """
        INSERT INTO accounts.api_key
          (id, organization_id, name, mode, scopes, prefix, last_four, hash, created_at)
        VALUES (?, ?, 'Test', 'live', string_to_array(?, ' '), ?, ?, decode(?, 'hex'), now())
        """,
        Ids.next("key_"),
        organization,
        String.join(" ", Scope.ALL),
        key.prefix(),
        key.lastFour(),
        key.sha256());
    return key;
  }

  private void execute(String sql, Object... arguments) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection of the database's administrator. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/jagcall"
            .formatted(postgresql.getHost(), postgresql.getMappedPort(5432)),
        secret("administrator/user"),
        secret("administrator/password"));
  }

  private void remove() {
    replicas.values().forEach(list -> list.forEach(Replica::keepLog));
    Stream.concat(
            replicas.values().stream()
                .flatMap(List::stream)
                .map(replica -> (Runnable) replica::remove),
            Stream.of(gateway::stop, balancer::stop, redis::stop, postgresql::stop, network::close))
        .forEach(Runnable::run);
  }
}
