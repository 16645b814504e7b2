package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.process.ChildProcess;
import com.jagcall.local.process.LogTail;
import com.jagcall.local.process.Processes;
import com.jagcall.local.process.Restartable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One process of a service, with the addresses it keeps as long as the stack runs. */
public final class ServiceReplica implements Restartable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  /** A little more than a service gives its running requests (quarkus.shutdown.timeout). */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
  private static final long PROBE_INTERVAL_MILLIS = 200;
  private static final int SHOWN_LOG_LINES = 5;

  private static final HttpClient PROBE =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .build();

  private final ServiceDefinition service;
  private final Processes processes;
  private final ChildProcess.Launch launch;
  private final URI url;
  private final URI managementUrl;
  private volatile ChildProcess process;

  ServiceReplica(
      ServiceDefinition service,
      Processes processes,
      ChildProcess.Launch launch,
      URI url,
      URI managementUrl) {
    this.service = service;
    this.processes = processes;
    this.launch = launch;
    this.url = url;
    this.managementUrl = managementUrl;
  }

  @Override
  public String name() {
    return launch.name();
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  ServiceDefinition service() {
    return service;
  }

  /** Where it serves the API itself, past the gateway. */
  public URI url() {
    return url;
  }

  /** Where its health and its metrics are. */
  public URI managementUrl() {
    return managementUrl;
  }

  @Override
  public void start() {
    launch();
    awaitReady();
  }

  /** As {@link #start}, told something besides for this once. */
  void start(Map<String, String> settings) {
    launch(launch.with(settings));
    awaitReady();
  }

  void launch() {
    launch(launch);
  }

  private void launch(ChildProcess.Launch how) {
    try {
      process = processes.start(how);
    } catch (IOException cause) {
      throw new StackException(
          name() + " could not be started: " + cause.getMessage() + "; is it built?", cause);
    }
  }

  /** Returns when it says that it is ready. */
  void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw failure("ended while starting (exit status " + process.ended().join() + ")");
      }
      if (System.nanoTime() - deadline > 0) {
        throw failure("was not ready within " + START_TIMEOUT.toMinutes() + " minutes");
      }
      pauseWhileStarting(PROBE_INTERVAL_MILLIS);
    }
  }

  public boolean isReady() {
    HttpRequest probe =
        HttpRequest.newBuilder(managementUrl.resolve("/q/health/ready"))
            .timeout(PROBE_TIMEOUT)
            .build();
    try {
      return PROBE.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void stop() {
    if (process != null) {
      process.stop(STOP_TIMEOUT);
    }
  }

  private StackException failure(String what) {
    List<String> lines = LogTail.lines(launch.log(), SHOWN_LOG_LINES);
    return new StackException(
        name()
            + " "
            + what
            + ": mend what its log says and start again; the log is "
            + launch.log()
            + String.join("", lines.stream().map(line -> "\n    " + line).toList()));
  }
}
