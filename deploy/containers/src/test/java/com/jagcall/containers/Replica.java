package com.jagcall.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * One container of a service, with what Kubernetes and Compose allow it and no more: another user
 * than root, a read-only root file system, no capabilities, secrets as files.
 */
final class Replica {
  /**
   * As in `deploy/kubernetes` and `deploy/compose`: the delay and the time-out together, and more.
   */
  private static final int GRACE_SECONDS = 35;

  private static final int API_PORT = 8080;
  private static final int MANAGEMENT_PORT = 9000;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final long MEMORY_BYTES = 512L << 20;

  private final String service;
  private final GenericContainer<?> container;
  private long startMillis;

  Replica(String service, Network network, Map<String, String> settings, Path secrets) {
    this.service = service;
    String role = service.substring(0, service.length() - "-service".length());
    container =
        new GenericContainer<>(ImageNames.service(service))
            .withNetwork(network)
            .withNetworkAliases(service)
            .withEnv(settings)
            .withExposedPorts(API_PORT, MANAGEMENT_PORT)
            .withTmpFs(Map.of("/tmp", "size=64m,mode=1777"))
            .withCreateContainerCmdModifier(
                command ->
                    command
                        .withUser("10001:10001")
                        .getHostConfig()
                        .withReadonlyRootfs(true)
                        .withMemory(MEMORY_BYTES)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges:true")))
            .waitingFor(
                Wait.forHttp("/q/health/ready")
                    .forPort(MANAGEMENT_PORT)
                    .withStartupTimeout(START_TIMEOUT));
    mount(secrets.resolve("database").resolve(role), "secrets/jagcall.database.password");
    mount(secrets.resolve("token").resolve(service), "token/private-key.pem");
    mount(secrets.resolve("public-keys"), "public-keys");
    if (service.equals("accounts-service")) {
      mount(secrets.resolve("first-owner"), "secrets/jagcall.owner.password");
    }
    if (service.equals("webhooks-service")) {
      mount(secrets.resolve("webhook-secret-key"), "secrets/jagcall.webhook.secret-key");
    }
  }

  private void mount(Path file, String target) {
    container.withFileSystemBind(file.toString(), "/run/jagcall/" + target, BindMode.READ_ONLY);
  }

  /** Starts it and waits until it is ready. */
  Replica start() {
    long begin = System.nanoTime();
    container.start();
    startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    return this;
  }

  /** From the command to create the container until the replica was ready. */
  long startMillis() {
    return startMillis;
  }

  String service() {
    return service;
  }

  URI url() {
    return at(API_PORT);
  }

  URI management() {
    return at(MANAGEMENT_PORT);
  }

  private URI at(int port) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port));
  }

  /** SIGTERM, and SIGKILL after the grace period. Returns the exit status. */
  long stop() {
    docker().stopContainerCmd(container.getContainerId()).withTimeout(GRACE_SECONDS).exec();
    return exitStatus();
  }

  /** SIGTERM alone; returns at once. */
  void terminate() {
    docker().killContainerCmd(container.getContainerId()).withSignal("SIGTERM").exec();
  }

  /** SIGKILL. */
  void kill() {
    docker().killContainerCmd(container.getContainerId()).withSignal("SIGKILL").exec();
  }

  boolean isRunning() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  /** 137 when it was killed, for whatever reason. */
  long exitStatus() {
    return state().getExitCodeLong();
  }

  String log() {
    return container.getLogs();
  }

  void keepLog() {
    try {
      String name = service + "-" + container.getContainerId().substring(0, 12) + ".log";
      Files.writeString(Path.of("target", name), log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the container; it may be running or not. */
  void remove() {
    container.stop();
  }

  private ContainerState state() {
    return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }
}
