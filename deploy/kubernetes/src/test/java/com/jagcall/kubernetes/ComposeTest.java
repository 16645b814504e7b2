package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.kubernetes.compose.ComposeFile;
import com.jagcall.kubernetes.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/compose has every service, told the same as in the cluster, behind the same routes. */
class ComposeTest {
  private static final ComposeFile COMPOSE =
      ComposeFile.read(Repository.COMPOSE.resolve("compose.yaml"));
  private static final String CADDYFILE = Repository.read(Repository.COMPOSE.resolve("Caddyfile"));
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)");

  static List<String> services() {
    return Suite.services();
  }

  @Test
  void everyServiceOfTheBuild_isThere() {
    Set<String> services = new TreeSet<>(COMPOSE.services().keySet());
    services.removeAll(Set.of("balancer", "gateway", "postgresql", "provisioning", "redis"));

    assertEquals(new TreeSet<>(Suite.services()), services);
  }

  @ParameterizedTest
  @MethodSource("services")
  void environment_hasTheNamesOfKubernetes(String service) {
    assertEquals(
        Environment.of(Overlays.PRODUCTION.cluster(), service).keySet(),
        COMPOSE.environment(service).keySet());
  }

  @ParameterizedTest
  @MethodSource("services")
  void image_followsThePattern(String service) {
    assertEquals(
        "${JAGCALL_REGISTRY:?see .env.example}/" + service + ":${JAGCALL_TAG:?see .env.example}",
        COMPOSE.services().get(service).image());
  }

  /**
   * A name, a published port or a volume of its own would make a second replica impossible;
   * recordings lie where every replica finds them.
   */
  @ParameterizedTest
  @MethodSource("services")
  void service_canBeScaled(String service) {
    ComposeFile.Service definition = COMPOSE.services().get(service);

    assertEquals(null, definition.ports());
    assertTrue(
        definition.volumes().stream()
            .allMatch(volume -> volume.endsWith(":ro") || volume.startsWith("recordings:")));
  }

  @ParameterizedTest
  @MethodSource("services")
  void service_mayDoNothing(String service) {
    ComposeFile.Service definition = COMPOSE.services().get(service);

    assertEquals(true, definition.read_only());
    assertEquals("10001:10001", definition.user());
    assertEquals(List.of("ALL"), definition.cap_drop());
    assertEquals(List.of("no-new-privileges:true"), definition.security_opt());
    assertFalse(definition.deploy().resources().limits().memory().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("services")
  void gracePeriod_outlastsTheShutdown(String service) {
    Duration grace = Duration.parse("PT" + COMPOSE.services().get(service).stop_grace_period());
    Duration delay =
        Duration.parse("PT" + COMPOSE.environment(service).get("QUARKUS_SHUTDOWN_DELAY"));

    Duration needed = delay.plus(Suite.shutdownTimeout()).plusSeconds(5);
    if (service.equals(Suite.CALLS_TELEPHONES)) {
      needed = needed.plus(Suite.drain()).plusSeconds(10);
    }

    assertTrue(grace.compareTo(needed) >= 0, grace + ", needed " + needed);
  }

  /** A new volume belongs to whoever owns the folder in the image, which is the service's user. */
  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void recordings_areTheServicesOwnInBothImages(String file) {
    ComposeFile.Service calls = COMPOSE.services().get(Suite.CALLS_TELEPHONES);
    String folder = COMPOSE.environment(Suite.CALLS_TELEPHONES).get("JAGCALL_RECORDING_FOLDER");
    String image = Repository.read(Repository.ROOT.resolve("deploy/containers").resolve(file));

    assertTrue(calls.volumes().contains("recordings:" + folder), calls.volumes().toString());
    assertTrue(image.contains("mkdir") && image.contains("/data/recordings"), image);
    String parent = folder.substring(0, folder.lastIndexOf('/'));
    assertTrue(image.contains("--chown=" + calls.user() + " /data " + parent), image);
  }

  /** Files, each where the cluster has it too, and none of another service. */
  @Test
  void secrets_areFilesOfOneService() {
    Set<String> taken = new HashSet<>();
    for (String service : Suite.services()) {
      Map<String, String> environment = COMPOSE.environment(service);
      Set<String> targets = new TreeSet<>();
      for (ComposeFile.SecretMount mount : COMPOSE.services().get(service).secrets()) {
        targets.add(mount.target());
        assertTrue(taken.add(COMPOSE.secrets().get(mount.source()).file()), mount.source());
      }
      String folder = environment.get("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS");
      assertTrue(targets.contains(folder + "/jagcall.database.password"), service);
      assertTrue(targets.contains(environment.get("JAGCALL_TOKEN_PRIVATE_KEY")), service);
      Path password = Path.of(COMPOSE.secrets().get(service + "-database").file()).getFileName();
      assertEquals(Suite.role(service), password.toString());
    }
  }

  @Test
  void onlyTheGateway_isPublished() {
    COMPOSE
        .services()
        .forEach((name, service) -> assertEquals(name.equals("gateway"), service.ports() != null));
    assertEquals(true, COMPOSE.networks().get("back").internal());
    for (String name : List.of("postgresql", "provisioning", "redis")) {
      assertEquals(List.of("back"), COMPOSE.services().get(name).networks(), name);
    }
  }

  /** The gateway asks for all of them: their images have nothing to ask with. */
  @Test
  void gatewaysHealth_isThatOfEveryServiceWithAFolder() {
    List<String> test = COMPOSE.services().get("gateway").healthcheck().test();

    assertTrue(test.get(1).contains("/etc/caddy/services/*/"), test.toString());
    assertTrue(test.get(1).contains(":9000/q/health/ready"), test.toString());
    for (String service : Suite.services()) {
      assertTrue(Files.isDirectory(Repository.COMPOSE.resolve("services").resolve(service)));
      assertEquals(null, COMPOSE.services().get(service).healthcheck(), service);
    }
  }

  @Test
  void routes_areThoseOfTheLocalStack() {
    Suite.paths()
        .forEach(
            (service, paths) -> {
              String route =
                  Repository.read(
                      Repository.COMPOSE.resolve("services/" + service + "/route.caddy"));
              assertTrue(route.contains("import replicas " + service + "\n"), route);
              for (String path : paths) {
                String expected = path.equals("/") ? "\nhandle {" : path + " " + path + "/*\n";
                assertTrue(route.contains(expected), route);
              }
            });
    assertTrue(CADDYFILE.contains("import services/*/route.caddy\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal",
        "/internal/x",
        "/Internal/x",
        "/q",
        "/q/metrics",
        "/internal;a=b/x",
        "/a%2fb"
      })
  void theInside_isRefused(String path) {
    assertTrue(refused().matcher(path).find(), path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/agents", "/v1/agents/agt_1", "/quiet", "/internals", "/v1/q"})
  void theOutside_isNotRefused(String path) {
    assertFalse(refused().matcher(path).find(), path);
  }

  @Test
  void everyVariable_isInTheExample() {
    Set<String> used = new TreeSet<>();
    for (Path file : Repository.files(Repository.COMPOSE, ".yaml")) {
      VARIABLE.matcher(Repository.read(file)).results().map(found(1)).forEach(used::add);
    }
    Set<String> explained = new TreeSet<>();
    Repository.read(Repository.COMPOSE.resolve(".env.example"))
        .lines()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .forEach(line -> explained.add(line.substring(0, line.indexOf('='))));

    assertEquals(explained, used);
  }

  private static java.util.function.Function<MatchResult, String> found(int group) {
    return result -> result.group(group);
  }

  /** The gateway's own expression; Go's syntax and Java's are the same here. */
  private static Pattern refused() {
    return Pattern.compile("@refused path_regexp (\\S+)\\n\\thandle @refused \\{")
        .matcher(CADDYFILE)
        .results()
        .map(found(1))
        .map(Pattern::compile)
        .findFirst()
        .orElseThrow();
  }
}
