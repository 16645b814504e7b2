package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.carrier.CarrierSimulator;
import com.jagcall.local.database.Postgres;
import com.jagcall.local.database.Provisioning;
import com.jagcall.local.gateway.Gateway;
import com.jagcall.local.gateway.Limits;
import com.jagcall.local.gateway.RouteTable;
import com.jagcall.local.gateway.Upstream;
import com.jagcall.local.operator.OperatorCalls;
import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.operator.OperatorToken;
import com.jagcall.local.process.Leftovers;
import com.jagcall.local.process.Ports;
import com.jagcall.local.process.Processes;
import com.jagcall.local.process.Restartable;
import com.jagcall.local.process.Supervisor;
import com.jagcall.local.redis.Redis;
import com.jagcall.local.secret.Secrets;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The whole suite on one machine: PostgreSQL, Redis, a carrier simulator, every service, and the
 * gateway in front. Closing it stops everything; the data stays.
 *
 * <p>For tests there are the ways in which parts come and go: {@link #kill}, {@link #terminate},
 * {@link #start(Restartable)}.
 */
public final class LocalStack implements AutoCloseable {

  private static final Duration DEV_ANSWER_TIMEOUT = Duration.ofMinutes(3);

  private final StackOptions options;
  private final Progress progress;
  private final StackFolders folders;
  private final Processes processes;
  private final Supervisor supervisor;
  private final Ports ports = new Ports();

  // A stop may come from another thread while the start is still under way.
  private volatile StackLock lock;
  private volatile Secrets secrets;
  private volatile Postgres postgres;
  private volatile Redis redis;
  private volatile CarrierSimulator carrier;
  private volatile ServiceFleet fleet;
  private volatile Gateway gateway;
  private int gatewayPort;
  private boolean closed;

  public LocalStack(StackOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    this.folders = new StackFolders(options.dataFolder());
    this.processes = new Processes(folders.run());
    this.supervisor = new Supervisor(processes, progress::line);
  }

  /**
   * Starts everything and returns when the gateway answers. When that fails, what was started is
   * stopped again.
   *
   * @throws StackException when something stands in the way; its message says what to do
   */
  public void start() {
    try {
      prepare();
      startDatabases();
      startCarrier();
      startServices();
      startGateway();
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private void prepare() {
    List<ServiceDefinition> services = services();
    options.requireKnown(services);
    folders.create();
    folders.requireSpace(StackFolders.MIN_FREE_BYTES);
    lock = StackLock.take(folders.run());
    try {
      List<String> ended = Leftovers.end(folders.run());
      if (!ended.isEmpty()) {
        progress.line("ended what a killed stack had left: " + String.join(", ", ended));
      }
      folders.putOldLogsAside();
      if (options.fresh()) {
        folders.startOver();
        progress.line("deleted the old data");
      }
      secrets = new Secrets(folders.secrets());
      secrets.privateKeyFile(OperatorToken.ISSUER);
      for (ServiceDefinition service : services) {
        secrets.privateKeyFile(service.module());
      }
    } catch (IOException cause) {
      throw new StackException(
          "the data folder cannot be used: " + cause.getMessage() + "; check " + folders.data(),
          cause);
    }
    if (options.port() != 0) {
      Ports.requireFree(options.port());
    }
  }

  private void startDatabases() {
    Path logs = folders.logs();
    try {
      postgres =
          new Postgres(
              new Postgres.Places(
                  folders.postgres(), folders.binaries(), logs.resolve("postgres.log")),
              processes,
              secrets,
              ports.next());
      redis =
          new Redis(
              new Redis.Places(folders.redis(), folders.binaries(), logs.resolve("redis.log")),
              processes,
              secrets,
              ports.next());
    } catch (IOException cause) {
      throw new StackException("the secrets cannot be read: check " + folders.secrets(), cause);
    }
    postgres.start();
    supervisor.watch(postgres);
    progress.line("PostgreSQL is ready");
    new Provisioning(postgres).provision(services().stream().map(ServiceDefinition::name).toList());
    redis.start();
    supervisor.watch(redis);
    progress.line("Redis is ready");
  }

  private void startCarrier() {
    try {
      carrier =
          new CarrierSimulator(
              new CarrierSimulator.Places(
                  options.repository().resolve("deploy/carrier/target/carrier-simulator.jar"),
                  folders.logs().resolve("carrier.log")),
              processes,
              secrets,
              ports,
              options.replicasOf(CarrierSimulator.CALLS));
    } catch (IOException cause) {
      throw new StackException("the secrets cannot be read: check " + folders.secrets(), cause);
    }
    carrier.start();
    supervisor.watch(carrier);
    progress.line("the carrier simulator is ready");
  }

  private void startServices() {
    // Services find each other's first replica.
    Map<String, URI> addresses = new HashMap<>();
    services().forEach(service -> addresses.put(service.name(), nextAddress()));
    gatewayPort = options.port() == 0 ? ports.next() : options.port();
    ServiceLaunch launches =
        new ServiceLaunch(
            options,
            folders,
            secrets,
            new ServiceLaunch.Places(
                postgres.port(), redis.uri(), gatewayUrl(), addresses, carrier));
    List<ServiceReplica> replicas = new ArrayList<>();
    for (ServiceDefinition service : services()) {
      for (int number = 1; number <= options.replicasOf(service.name()); number++) {
        URI url = number == 1 ? addresses.get(service.name()) : nextAddress();
        URI management = nextAddress();
        replicas.add(
            new ServiceReplica(
                service,
                processes,
                launches.launch(service, number, url, management),
                url,
                management));
      }
    }
    fleet = new ServiceFleet(replicas, progress);
    fleet.start();
    fleet.all().forEach(supervisor::watch);
  }

  private void startGateway() {
    List<RouteTable.Route> routes = new ArrayList<>();
    for (ServiceDefinition service : services()) {
      Upstream upstream =
          new Upstream(replicas(service.name()).stream().map(ServiceReplica::url).toList());
      service.prefixes().forEach(prefix -> routes.add(new RouteTable.Route(prefix, upstream)));
    }
    try {
      gateway = Gateway.start(gatewayPort, new RouteTable(routes), limits());
      new RunningStack(gatewayUrl(), carrier.control(), firstReplicas()).write(folders.run());
    } catch (BindException inUse) {
      throw Ports.inUse(gatewayPort);
    } catch (IOException cause) {
      throw new StackException("the gateway could not be started: " + cause.getMessage(), cause);
    }
    progress.line("the gateway listens on " + gatewayUrl());
  }

  private Limits limits() {
    return options.devService().isPresent()
        ? Limits.DEFAULT.withAnswerTimeout(DEV_ANSWER_TIMEOUT)
        : Limits.DEFAULT;
  }

  /** Stops everything in order. What does not want to stop is killed; nothing is left. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    processes.startNoMore();
    if (lock != null) {
      RunningStack.forget(folders.run());
    }
    if (gateway != null) {
      gateway.close();
    }
    if (fleet != null) {
      fleet.stop();
    }
    if (carrier != null) {
      carrier.stop();
    }
    if (redis != null) {
      redis.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
    processes.close();
    if (lock != null) {
      lock.close();
    }
  }

  public URI gatewayUrl() {
    return URI.create("http://localhost:" + gatewayPort);
  }

  /**
   * The replicas of a service.
   *
   * @param service its short name
   */
  public List<ServiceReplica> replicas(String service) {
    return fleet.of(service);
  }

  public Postgres postgres() {
    return postgres;
  }

  /** The telephone network that the services use. */
  public CarrierSimulator carrier() {
    return carrier;
  }

  public Redis redis() {
    return redis;
  }

  public OperatorClient operator() {
    return new OperatorClient(new OperatorCalls(firstReplicas(), secrets));
  }

  /** The numbers that a new stack has in stock. */
  public Path stockFile() {
    return options.repository().resolve("deploy/local/stock.csv");
  }

  public FirstLogin firstLogin() {
    try {
      return FirstLogin.of(secrets);
    } catch (IOException cause) {
      throw new StackException("the secrets cannot be read: check " + folders.secrets(), cause);
    }
  }

  /** Whether the first keys have yet to be made. */
  public boolean isFirstStart() {
    return !Files.exists(folders.firstStartDone());
  }

  /** From now on starts are not the first. */
  public void firstStartDone() {
    try {
      Files.writeString(folders.firstStartDone(), "");
    } catch (IOException cause) {
      throw new StackException("cannot write to " + folders.data() + ": check the disk", cause);
    }
  }

  public StackFolders folders() {
    return folders;
  }

  /** Ends a part as {@code kill -9} does, and leaves it down until it is started again. */
  public void kill(Restartable part) {
    supervisor.hold(part);
    part.process().kill();
  }

  /**
   * Tells a part to end, as an orchestrator does (SIGTERM), and leaves it down until it is started
   * again. Completes with its exit status.
   */
  public CompletableFuture<Integer> terminate(Restartable part) {
    supervisor.hold(part);
    return part.process().terminate();
  }

  /** Starts a part that has ended, at its old address, and returns when it is ready. */
  public void start(Restartable part) {
    part.start();
    supervisor.watch(part);
  }

  /**
   * As {@link #start(Restartable)}, with a replica that is told something besides for this once.
   */
  public void start(ServiceReplica replica, Map<String, String> settings) {
    replica.start(settings);
    supervisor.watch(replica);
  }

  private Map<String, URI> firstReplicas() {
    return services().stream()
        .map(ServiceDefinition::name)
        .collect(Collectors.toUnmodifiableMap(name -> name, name -> replicas(name).get(0).url()));
  }

  private List<ServiceDefinition> services() {
    return ServiceDefinition.readAll(options.repository().resolve("deploy/local/services"));
  }

  private URI nextAddress() {
    return URI.create("http://127.0.0.1:" + ports.next());
  }
}
