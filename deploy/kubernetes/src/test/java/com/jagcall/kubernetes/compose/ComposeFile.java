package com.jagcall.kubernetes.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.kubernetes.Repository;
import com.jagcall.kubernetes.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Compose file with exactly those fields that this project uses; any other one is refused.
 *
 * @param include other files whose services and secrets belong to this project too
 */
public record ComposeFile(
    String name,
    List<String> include,
    Map<String, Service> services,
    Map<String, Secret> secrets,
    Map<String, Network> networks,
    Map<String, Object> volumes) {

  public record Service(
      String image,
      String restart,
      String user,
      JsonNode depends_on,
      JsonNode entrypoint,
      JsonNode command,
      List<String> env_file,
      Map<String, String> environment,
      List<String> ports,
      List<String> volumes,
      List<SecretMount> secrets,
      List<String> networks,
      String stop_grace_period,
      Boolean read_only,
      List<String> tmpfs,
      String shm_size,
      List<String> cap_drop,
      List<String> cap_add,
      List<String> security_opt,
      HealthCheck healthcheck,
      Deploy deploy) {}

  public record SecretMount(String source, String target) {}

  public record HealthCheck(
      List<String> test, String interval, String timeout, Integer retries, String start_period) {}

  public record Deploy(Resources resources) {}

  public record Resources(Limits limits) {}

  public record Limits(String cpus, String memory) {}

  public record Secret(String file) {}

  public record Network(Boolean internal) {}

  /** Reads a file with everything that it includes and extends. Paths become absolute ones. */
  public static ComposeFile read(Path file) {
    ObjectNode tree = (ObjectNode) Yaml.document(Repository.read(file));
    for (JsonNode include : tree.withArray("include")) {
      Path path = file.resolveSibling(include.asText()).normalize();
      ObjectNode included = (ObjectNode) Yaml.document(Repository.read(path));
      included.get("services").forEach(service -> extend((ObjectNode) service, path));
      included.get("secrets").forEach(secret -> makeAbsolute((ObjectNode) secret, "file", path));
      merge(tree, included);
    }
    tree.get("services").forEach(service -> extend((ObjectNode) service, file));
    return Yaml.as(ComposeFile.class, tree);
  }

  /** The environment with which a service starts: its files' lines, then its own. */
  public Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    for (String file : services.get(service).env_file()) {
      Repository.read(Repository.COMPOSE.resolve(file))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("=", 2))
          .forEach(parts -> environment.put(parts[0], parts[1]));
    }
    environment.putAll(services.get(service).environment());
    return environment;
  }

  private static void extend(ObjectNode service, Path file) {
    JsonNode extended = service.remove("extends");
    if (extended != null) {
      Path path = file.resolveSibling(extended.get("file").asText()).normalize();
      JsonNode services = Yaml.document(Repository.read(path)).get("services");
      JsonNode other = services.get(extended.get("service").asText());
      ObjectNode own = service.deepCopy();
      service.removeAll();
      merge(service, (ObjectNode) other);
      merge(service, own);
    }
  }

  /** Maps are merged, lists are joined, values are replaced. */
  private static void merge(ObjectNode target, ObjectNode source) {
    source
        .properties()
        .forEach(
            entry -> {
              JsonNode old = target.get(entry.getKey());
              if (old instanceof ObjectNode map && entry.getValue() instanceof ObjectNode more) {
                merge(map, more);
              } else if (old instanceof ArrayNode list
                  && entry.getValue() instanceof ArrayNode more) {
                list.addAll(more);
              } else {
                target.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static void makeAbsolute(ObjectNode node, String field, Path file) {
    node.put(field, file.resolveSibling(node.get(field).asText()).normalize().toString());
  }
}
