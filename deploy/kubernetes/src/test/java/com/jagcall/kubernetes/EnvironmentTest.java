package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.kubernetes.suite.Call;
import com.jagcall.kubernetes.suite.Suite;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings reach somebody who reads them, and files lie where they are looked for. */
class EnvironmentTest {
  /** Quarkus's own settings that no file of ours names, since only a deployment needs them. */
  private static final Set<String> OF_QUARKUS =
      Set.of("QUARKUS_SHUTDOWN_DELAY", "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS");

  /** What a service cannot start or work without in a cluster: it has no default that fits. */
  private static final Set<String> NEEDED =
      Set.of(
          "JAGCALL_ACCOUNTS_URL",
          "JAGCALL_DATABASE_ADDRESS",
          "JAGCALL_DATABASE_NAME",
          "JAGCALL_REDIS_URL",
          "JAGCALL_TOKEN_PRIVATE_KEY",
          "JAGCALL_TOKEN_PUBLIC_KEYS");

  @ParameterizedTest
  @EnumSource
  void everyVariable_isReadByAService(Overlays overlay) {
    Set<String> read = new TreeSet<>(OF_QUARKUS);
    Suite.services().forEach(service -> read.addAll(Suite.variables(service)));

    for (String service : Suite.services()) {
      Set<String> unread = new TreeSet<>(Environment.of(overlay.cluster(), service).keySet());
      unread.removeAll(read);
      assertEquals(Set.of(), unread, service);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyService_isToldWhatItNeeds(Overlays overlay) {
    for (String service : Suite.services()) {
      assertTrue(Suite.variables(service).containsAll(NEEDED));
      assertTrue(Environment.of(overlay.cluster(), service).keySet().containsAll(NEEDED), service);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCaller_isToldWhereItsCalleeIs(Overlays overlay) {
    for (Call call : Suite.calls()) {
      assertEquals(
          "http://" + call.callee() + ":8080",
          Environment.of(overlay.cluster(), call.caller()).get(Suite.address(call.callee())),
          call.toString());
    }
  }

  /** A secret's file is a setting: it must have the name of one that is read. */
  @ParameterizedTest
  @EnumSource
  void everySecretFile_isReadByItsService(Overlays overlay) {
    for (String service : Suite.services()) {
      Volume secrets = volume(overlay, service, "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", "");
      Set<String> files = new TreeSet<>();
      secrets
          .getProjected()
          .getSources()
          .forEach(source -> paths(source.getSecret().getItems().stream()).forEach(files::add));

      assertTrue(files.contains("jagcall.database.password"), service);
      for (String file : files) {
        String variable = file.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
        assertTrue(Suite.variables(service).contains(variable) || isExpanded(file), file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void keys_lieWhereTheyAreLookedFor(Overlays overlay) {
    for (String service : Suite.services()) {
      Volume token = volume(overlay, service, "JAGCALL_TOKEN_PRIVATE_KEY", "/private-key.pem");
      Volume publicKeys = volume(overlay, service, "JAGCALL_TOKEN_PUBLIC_KEYS", "");

      assertEquals(service + "-token", token.getSecret().getSecretName());
      assertEquals("token-public-keys", publicKeys.getConfigMap().getName());
    }
  }

  /** The password stands in the defaults of common, as a part of another setting's value. */
  private static boolean isExpanded(String property) {
    return Repository.read(
            Repository.ROOT.resolve(
                "common/src/main/resources/META-INF/microprofile-config.properties"))
        .contains("${" + property + "}");
  }

  private static Stream<String> paths(Stream<KeyToPath> items) {
    return items.map(KeyToPath::getPath);
  }

  /** The volume that is mounted where a setting points, but for a file's name at its end. */
  private static Volume volume(Overlays overlay, String service, String variable, String ending) {
    PodSpec pod =
        overlay.cluster().get(Deployment.class, service).getSpec().getTemplate().getSpec();
    Map<String, String> environment = Environment.of(overlay.cluster(), service);
    String mount =
        pod.getContainers().get(0).getVolumeMounts().stream()
            .filter(one -> environment.get(variable).equals(one.getMountPath() + ending))
            .map(VolumeMount::getName)
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is mounted at " + variable));
    return pod.getVolumes().stream()
        .filter(one -> one.getName().equals(mount))
        .findFirst()
        .orElseThrow();
  }
}
