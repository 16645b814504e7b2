package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.carrier.CarrierSimulator;
import com.jagcall.local.database.Postgres;
import com.jagcall.local.process.ChildProcess;
import com.jagcall.local.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How a service is called into being: its command line and its environment. */
final class ServiceLaunch {

  /**
   * A service that waits for its first request should be small: the serial collector has no threads
   * of its own, and two processors mean few event loops and compiler threads, also on a machine
   * with sixteen.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=2",
          "-Xms32m",
          "-Xss512k",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:+ExitOnOutOfMemoryError");

  private static final String HEAP = "-Xmx192m";

  /** A call that is up is 150 KB, and each of the offline engine's two recognisers 90 MB. */
  private static final String HEAP_OF_CALLS = "-Xmx512m";

  /** What the signing secrets of webhooks are sealed under. */
  private static final String WEBHOOK_SECRET_KEY = "webhook-secret-key";

  private final StackOptions options;
  private final StackFolders folders;
  private final Secrets secrets;
  private final CarrierSimulator carrier;
  private final Map<String, String> shared;

  /**
   * Where things are.
   *
   * @param gateway the address that clients use
   * @param services the address of each service by its short name
   * @param carrier the telephone network
   */
  record Places(
      int postgresPort,
      URI redis,
      URI gateway,
      Map<String, URI> services,
      CarrierSimulator carrier) {}

  ServiceLaunch(StackOptions options, StackFolders folders, Secrets secrets, Places places) {
    this.options = options;
    this.folders = folders;
    this.secrets = secrets;
    this.carrier = places.carrier();
    this.shared = shared(places, secrets);
  }

  private static Map<String, String> shared(Places places, Secrets secrets) {
    Map<String, String> shared = new TreeMap<>();
    shared.put("JAGCALL_DATABASE_ADDRESS", "127.0.0.1:" + places.postgresPort());
    shared.put("JAGCALL_DATABASE_NAME", Postgres.DATABASE);
    shared.put("JAGCALL_REDIS_URL", places.redis().toString());
    shared.put("JAGCALL_PUBLIC_URL", places.gateway().toString());
    shared.put("JAGCALL_TOKEN_PUBLIC_KEYS", secrets.publicKeys().toString());
    // A developer's own machine can receive webhooks.
    shared.put("JAGCALL_WEBHOOK_ALLOW_HTTP", "true");
    shared.put("JAGCALL_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128");
    shared.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    shared.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    // glibc would keep an arena of memory for each thread.
    shared.put("MALLOC_ARENA_MAX", "2");
    places
        .services()
        .forEach(
            (name, url) ->
                shared.put("JAGCALL_" + name.toUpperCase(Locale.ROOT) + "_URL", url.toString()));
    return shared;
  }

  ChildProcess.Launch launch(ServiceDefinition service, int replica, URI url, URI management) {
    String name = service.module() + "-" + replica;
    boolean isDev = options.devService().filter(service.name()::equals).isPresent();
    return new ChildProcess.Launch(
        name,
        isDev ? devCommand(service) : command(service),
        environment(service, replica, url, management),
        options.repository(),
        folders.logs().resolve(name + ".log"));
  }

  private List<String> command(ServiceDefinition service) {
    Path application =
        options
            .repository()
            .resolve(service.module())
            .resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(application)) {
      throw new StackException(
          service.module() + " is not built: run mvn -q -DskipTests package, then start again");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add(service.name().equals(CarrierSimulator.CALLS) ? HEAP_OF_CALLS : HEAP);
    command.addAll(List.of("-jar", application.toString()));
    return command;
  }

  private List<String> devCommand(ServiceDefinition service) {
    return List.of(
        System.getProperty("jagcall.maven", "mvn"),
        "--batch-mode",
        "-Dstyle.color=never",
        "-Dspotless.check.skip=true",
        "-pl",
        service.module(),
        "-am",
        // Without a phase the reactor would not know common's classes.
        "test-compile",
        "quarkus:dev",
        // No terminal is attached, no debugger's port is taken, nothing is started in containers.
        "-Dquarkus.console.enabled=false",
        "-Dquarkus.test.continuous-testing=disabled",
        "-Dquarkus.devservices.enabled=false",
        "-Dquarkus.analytics.disabled=true",
        "-Ddebug=false");
  }

  private Map<String, String> environment(
      ServiceDefinition service, int replica, URI url, URI management) {
    Map<String, String> environment = new TreeMap<>(shared);
    try {
      environment.put("JAGCALL_DATABASE_USER", service.name());
      environment.put(
          "JAGCALL_DATABASE_PASSWORD", secrets.password(Postgres.passwordName(service.name())));
      environment.put(
          "JAGCALL_TOKEN_PRIVATE_KEY", secrets.privateKeyFile(service.module()).toString());
      if (service.name().equals("webhooks")) {
        environment.put("JAGCALL_WEBHOOK_SECRET_KEY", secrets.password(WEBHOOK_SECRET_KEY));
      }
      if (service.name().equals(CarrierSimulator.CALLS)) {
        environment.put("JAGCALL_RECORDING_FOLDER", folders.recordings().toString());
        // Who stops the stack of a laptop does not wait until everybody has hung up.
        environment.put("JAGCALL_CALLS_DRAIN", "5S");
      }
      if (service.isAccounts()) {
        FirstLogin login = FirstLogin.of(secrets);
        environment.put("JAGCALL_OWNER_EMAIL", login.email());
        environment.put("JAGCALL_OWNER_PASSWORD", login.password());
      }
    } catch (IOException cause) {
      throw new StackException(
          "the secrets cannot be read: " + cause.getMessage() + "; check " + folders.secrets(),
          cause);
    }
    environment.putAll(carrier.environmentOf(service.name(), replica));
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(url.getPort()));
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getPort()));
    environment.putAll(options.settingsOf(service.name()));
    return environment;
  }
}
