package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.database.Postgres;
import com.jagcall.local.database.Provisioning;
import com.jagcall.local.gateway.Gateway;
import com.jagcall.local.gateway.Limits;
import com.jagcall.local.gateway.RouteTable;
import com.jagcall.local.gateway.Upstream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The whole suite on one machine: PostgreSQL, Redis, every service, and the gateway in front.
 * Closing it stops everything; the data stays.
 *
 * <p>For tests there are the ways in which parts fail: {@link #kill}, {@link #start(Restartable)}.
 */
public final class LocalStack implements AutoCloseable {

  private static final long SAY_SO_EVERY_SECONDS = 10;

  private final StackOptions options;
  private final Progress progress;
  private final StackFolders folders;
  private final Processes processes;
  private final Supervisor supervisor;
  private final Ports ports = new Ports();
  private final List<ServiceReplica> replicas = new ArrayList<>();
  private StackLock lock;
  private Secrets secrets;
  private Postgres postgres;
  private Redis redis;
  private Gateway gateway;
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
      startServices();
      startGateway();
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private void prepare() {
    List<ServiceDefinition> services = services();
    checkOptions(services);
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

  private void checkOptions(List<ServiceDefinition> services) {
    List<String> names = services.stream().map(ServiceDefinition::name).toList();
    List<String> asked = new ArrayList<>(options.replicas().keySet());
    options.devService().ifPresent(asked::add);
    for (String name : asked) {
      if (!names.contains(name)) {
        throw new StackException(
            "there is no service " + name + "; there are: " + String.join(", ", names));
      }
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

  private void startServices() {
    URI accounts = nextAddress();
    ServiceLaunch launches =
        new ServiceLaunch(options, folders, secrets, postgres.port(), redis.uri(), accounts);
    for (ServiceDefinition service : services()) {
      for (int number = 1; number <= options.replicasOf(service); number++) {
        boolean isFirstAccounts = service.name().equals(ServiceDefinition.ACCOUNTS) && number == 1;
        URI url = isFirstAccounts ? accounts : nextAddress();
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
    replicas.forEach(ServiceReplica::launch);
    awaitServices();
    replicas.forEach(supervisor::watch);
  }

  private void awaitServices() {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (ServiceReplica replica : replicas) {
      starts.add(
          CompletableFuture.runAsync(
              () -> {
                replica.awaitReady();
                progress.line(replica.name() + " is ready");
              },
              task -> new Thread(task, "await " + replica.name()).start()));
    }
    CompletableFuture<Void> all = anyFailureOrAll(starts);
    while (true) {
      try {
        all.get(SAY_SO_EVERY_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException notYet) {
        progress.line(
            "waiting for "
                + String.join(
                    ", ",
                    replicas.stream()
                        .filter(replica -> !starts.get(replicas.indexOf(replica)).isDone())
                        .map(ServiceReplica::name)
                        .toList()));
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof StackException cause) {
          throw cause;
        }
        throw new CompletionException(failure.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted while services were starting", interrupted);
      }
    }
  }

  /** One that fails need not wait for the others. */
  private static CompletableFuture<Void> anyFailureOrAll(List<CompletableFuture<Void>> starts) {
    CompletableFuture<Void> all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
    for (CompletableFuture<Void> start : starts) {
      start.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              all.completeExceptionally(
                  failure instanceof CompletionException ? failure.getCause() : failure);
            }
          });
    }
    return all;
  }

  private void startGateway() {
    List<RouteTable.Route> routes = new ArrayList<>();
    for (ServiceDefinition service : services()) {
      Upstream upstream =
          new Upstream(replicas(service.name()).stream().map(ServiceReplica::url).toList());
      service.prefixes().forEach(prefix -> routes.add(new RouteTable.Route(prefix, upstream)));
    }
    try {
      gateway = Gateway.start(options.port(), new RouteTable(routes), Limits.DEFAULT);
      new RunningStack(gatewayUrl(), accounts().url()).write(folders.run());
    } catch (BindException inUse) {
      throw Ports.inUse(options.port());
    } catch (IOException cause) {
      throw new StackException("the gateway could not be started: " + cause.getMessage(), cause);
    }
    progress.line("the gateway listens on " + gatewayUrl());
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
    CompletableFuture.allOf(
            replicas.stream()
                .map(
                    replica ->
                        CompletableFuture.runAsync(
                            replica::stop,
                            task -> new Thread(task, "stop " + replica.name()).start()))
                .toArray(CompletableFuture[]::new))
        .join();
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
    return URI.create("http://localhost:" + gateway.port());
  }

  /**
   * The replicas of a service.
   *
   * @param service its short name
   */
  public List<ServiceReplica> replicas(String service) {
    return replicas.stream().filter(replica -> replica.service().name().equals(service)).toList();
  }

  public Postgres postgres() {
    return postgres;
  }

  public Redis redis() {
    return redis;
  }

  public OperatorClient operator() {
    return new OperatorClient(accounts().url(), secrets);
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

  /** Starts a part that was killed, at its old address, and returns when it is ready. */
  public void start(Restartable part) {
    part.start();
    supervisor.watch(part);
  }

  private ServiceReplica accounts() {
    return replicas(ServiceDefinition.ACCOUNTS).get(0);
  }

  private List<ServiceDefinition> services() {
    return ServiceDefinition.readAll(options.repository().resolve("deploy/local/services"));
  }

  private URI nextAddress() {
    return URI.create("http://127.0.0.1:" + ports.next());
  }
}
