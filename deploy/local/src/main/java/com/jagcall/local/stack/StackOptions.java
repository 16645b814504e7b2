package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a stack is started.
 *
 * @param repository the folder with the services' modules
 * @param dataFolder where everything that stays is kept
 * @param port of the gateway; 0 takes any free one
 * @param fresh whether to delete the data first
 * @param devService the short name of the service that runs in Quarkus dev mode
 * @param replicas how many processes of a service, by its short name; one where nothing is said
 * @param settings what a service is told besides, by its short name: environment variables
 */
public record StackOptions(
    Path repository,
    Path dataFolder,
    int port,
    boolean fresh,
    Optional<String> devService,
    Map<String, Integer> replicas,
    Map<String, Map<String, String>> settings) {

  public static final int DEFAULT_PORT = 8080;

  /** More would not be a test of replicas but of the machine. */
  public static final int MAX_REPLICAS = 8;

  public StackOptions {
    repository = repository.toAbsolutePath().normalize();
    dataFolder = dataFolder.toAbsolutePath().normalize();
    replicas = Map.copyOf(replicas);
    settings = Map.copyOf(settings);
  }

  /** The stack of a clone as {@code deploy/local/up} starts it. */
  public static StackOptions of(Path repository) {
    return new StackOptions(
        repository,
        repository.resolve("deploy/local/data"),
        DEFAULT_PORT,
        false,
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  public StackOptions withDataFolder(Path folder) {
    return new StackOptions(repository, folder, port, fresh, devService, replicas, settings);
  }

  public StackOptions withPort(int gatewayPort) {
    return new StackOptions(
        repository, dataFolder, gatewayPort, fresh, devService, replicas, settings);
  }

  public StackOptions startingOver() {
    return new StackOptions(repository, dataFolder, port, true, devService, replicas, settings);
  }

  public StackOptions withDevMode(String service) {
    return new StackOptions(
        repository, dataFolder, port, fresh, Optional.of(service), replicas, settings);
  }

  public StackOptions withReplicas(String service, int count) {
    Map<String, Integer> all = new HashMap<>(replicas);
    all.put(service, count);
    return new StackOptions(repository, dataFolder, port, fresh, devService, all, settings);
  }

  public StackOptions withSetting(String service, String variable, String value) {
    Map<String, String> ofService = new HashMap<>(settingsOf(service));
    ofService.put(variable, value);
    Map<String, Map<String, String>> all = new HashMap<>(settings);
    all.put(service, ofService);
    return new StackOptions(repository, dataFolder, port, fresh, devService, replicas, all);
  }

  Map<String, String> settingsOf(String service) {
    return settings.getOrDefault(service, Map.of());
  }

  int replicasOf(String service) {
    return replicas.getOrDefault(service, 1);
  }

  /**
   * @throws StackException when a service is named that does not exist
   */
  void requireKnown(List<ServiceDefinition> services) {
    List<String> names = services.stream().map(ServiceDefinition::name).toList();
    Stream.concat(replicas.keySet().stream(), devService.stream())
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new StackException(
                  "there is no service " + name + "; there are: " + String.join(", ", names));
            });
  }
}
