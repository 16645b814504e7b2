package com.jagcall.local.carrier;

import com.jagcall.local.StackException;
import com.jagcall.local.process.ChildProcess;
import com.jagcall.local.process.LogTail;
import com.jagcall.local.process.Ports;
import com.jagcall.local.process.Processes;
import com.jagcall.local.process.Restartable;
import com.jagcall.local.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The telephone network of one stack: the program of deploy/carrier, and what the services are told
 * so that they use it.
 */
public final class CarrierSimulator implements Restartable {

  /** The services that speak to it, by their short names. */
  private static final String MESSAGING = "messaging";

  /** Whose replicas take calls. */
  public static final String CALLS = "calls";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
  private static final long PROBE_INTERVAL_MILLIS = 100;
  private static final int SHOWN_LOG_LINES = 3;

  /** More than that SMPP does not take. */
  private static final int SMPP_PASSWORD_LENGTH = 8;

  private static final String SMPP_SYSTEM_ID = "jagcall";

  private final Path program;
  private final Path log;
  private final Processes processes;
  private final String smppPassword;
  private final int controlPort;
  private final int smscPort;
  private final int sipPort;
  private final List<Integer> callsPorts;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .build();
  private volatile ChildProcess process;

  /**
   * @param program its jar
   * @param log the log file
   */
  public record Places(Path program, Path log) {}

  /**
   * @param replicas how many of calls-service there are
   */
  public CarrierSimulator(
      Places places, Processes processes, Secrets secrets, Ports ports, int replicas)
      throws IOException {
    this.program = places.program();
    this.log = places.log();
    this.processes = processes;
    this.smppPassword = secrets.password("carrier-smpp").substring(0, SMPP_PASSWORD_LENGTH);
    this.controlPort = ports.next();
    this.smscPort = ports.next();
    this.sipPort = ports.next();
    this.callsPorts = IntStream.range(0, replicas).mapToObj(i -> ports.next()).toList();
  }

  /** Where it takes commands: {@code POST /smsc/throttle?count=3}. */
  public URI control() {
    return URI.create("http://127.0.0.1:" + controlPort);
  }

  private Map<String, String> ownEnvironment() {
    return Map.of(
        "JAGCALL_CARRIER_CONTROL_PORT",
        Integer.toString(controlPort),
        "JAGCALL_CARRIER_SMSC_PORT",
        Integer.toString(smscPort),
        "JAGCALL_CARRIER_SMSC_SYSTEM_ID",
        SMPP_SYSTEM_ID,
        "JAGCALL_CARRIER_SMSC_PASSWORD",
        smppPassword,
        "JAGCALL_CARRIER_SIP_PORT",
        Integer.toString(sipPort),
        "JAGCALL_CARRIER_SIP_CUSTOMER",
        String.join(",", callsPorts.stream().map(port -> "127.0.0.1:" + port).toList()));
  }

  /**
   * What a service needs to know. Nothing where the launcher's own environment says whom to use:
   * then that is a real carrier.
   *
   * @param service its short name
   * @param replica from 1; the simulated telephones call the first replica of calls-service that
   *     takes their call
   */
  public Map<String, String> environmentOf(String service, int replica) {
    return switch (service) {
      case MESSAGING -> isSet("JAGCALL_SMPP_BINDS_") ? Map.of() : binds();
      case CALLS -> isSet("JAGCALL_SIP_TRUNK_") ? Map.of() : trunk(replica);
      default -> Map.of();
    };
  }

  private Map<String, String> trunk(int replica) {
    return Map.of(
        "JAGCALL_SIP_UDP_PORT",
        Integer.toString(callsPorts.get(replica - 1)),
        "JAGCALL_SIP_TCP_PORT",
        "-1",
        "JAGCALL_SIP_TRUNK_CARRIER_HOSTS",
        "127.0.0.1:" + sipPort);
  }

  private Map<String, String> binds() {
    return Map.of(
        "JAGCALL_SMPP_BINDS_CARRIER_HOST",
        "127.0.0.1",
        "JAGCALL_SMPP_BINDS_CARRIER_PORT",
        Integer.toString(smscPort),
        "JAGCALL_SMPP_BINDS_CARRIER_SYSTEM_ID",
        SMPP_SYSTEM_ID,
        "JAGCALL_SMPP_BINDS_CARRIER_PASSWORD",
        smppPassword,
        "JAGCALL_SMPP_BINDS_CARRIER_WINDOW",
        "50",
        "JAGCALL_SMPP_BINDS_CARRIER_RATE",
        "1000");
  }

  private static boolean isSet(String prefix) {
    return System.getenv().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  @Override
  public String name() {
    return "the carrier simulator";
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  @Override
  public void start() {
    if (!Files.exists(program)) {
      throw new StackException(
          "deploy/carrier is not built: run mvn -q -DskipTests package, then start again");
    }
    try {
      process =
          processes.start(
              new ChildProcess.Launch(
                  "carrier", command(), ownEnvironment(), program.getParent(), log));
    } catch (IOException cause) {
      throw new StackException(
          "the carrier simulator could not be started: " + cause.getMessage(), cause);
    }
    awaitReady();
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-Xss512k",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-jar",
        program.toString());
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw failure("ended while starting");
      }
      if (System.nanoTime() - deadline > 0) {
        process.kill();
        throw failure("did not answer within " + START_TIMEOUT.toSeconds() + " s");
      }
      pauseWhileStarting(PROBE_INTERVAL_MILLIS);
    }
  }

  private boolean isReady() {
    HttpRequest probe = HttpRequest.newBuilder(control()).timeout(PROBE_TIMEOUT).build();
    try {
      return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private StackException failure(String what) {
    return new StackException(
        "the carrier simulator %s; see %s (last: %s)"
            .formatted(what, log, String.join(" | ", LogTail.lines(log, SHOWN_LOG_LINES))));
  }

  /** Unbinds its clients and ends. */
  public void stop() {
    if (process != null) {
      process.stop(STOP_TIMEOUT);
    }
  }
}
