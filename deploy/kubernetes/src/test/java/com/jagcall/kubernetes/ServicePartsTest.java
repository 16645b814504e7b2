package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.kubernetes.model.Cluster;
import com.jagcall.kubernetes.suite.Suite;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every service of the build has all its parts in every overlay, and nothing in common. */
class ServicePartsTest {
  private static final String ALLOWANCE = "PT5S";

  /** Until who was hung up on has let go, and the trunk is left. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  static Stream<Arguments> services() {
    return Stream.of(Overlays.values())
        .flatMap(
            overlay -> Suite.services().stream().map(name -> Arguments.of(overlay.name(), name)));
  }

  @Test
  void theBuildHasServices() {
    assertTrue(Suite.services().size() >= 2, Suite.services().toString());
  }

  @ParameterizedTest
  @MethodSource("services")
  void deployment_rollsWithoutALack(Overlays overlay, String service) {
    Deployment deployment = overlay.cluster().get(Deployment.class, service);

    assertEquals(null, deployment.getSpec().getReplicas(), "the autoscaler owns the number");
    assertEquals(
        0, deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
    assertSelects(deployment.getSpec().getSelector(), deployment.getSpec().getTemplate());
  }

  @ParameterizedTest
  @MethodSource("services")
  void image_followsThePattern(Overlays overlay, String service) {
    String image = container(overlay, service).getImage();

    assertTrue(image.matches("[a-z0-9.:/-]+/" + service + ":[a-z0-9.-]+"), image);
  }

  @ParameterizedTest
  @MethodSource("services")
  void probes_askTheManagementPort(Overlays overlay, String service) {
    Container container = container(overlay, service);

    assertProbe("/q/health/started", container.getStartupProbe());
    assertProbe("/q/health/live", container.getLivenessProbe());
    assertProbe("/q/health/ready", container.getReadinessProbe());
    assertEquals(9000, port(container, "management"));
    assertEquals(8080, port(container, "api"));
    Map<String, String> settings = Environment.of(overlay.cluster(), service);
    assertEquals("9000", settings.get("QUARKUS_MANAGEMENT_PORT"));
    assertEquals("8080", settings.get("QUARKUS_HTTP_PORT"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void resources_areRequestedAndLimited(Overlays overlay, String service) {
    Container container = container(overlay, service);

    assertEquals(Set.of("cpu", "memory"), container.getResources().getRequests().keySet());
    assertEquals(Set.of("cpu", "memory"), container.getResources().getLimits().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void everyPod_mayDoNothing(Overlays overlay) {
    List<PodTemplateSpec> pods = new ArrayList<>();
    Cluster cluster = overlay.cluster();
    cluster.all(Deployment.class).forEach(one -> pods.add(one.getSpec().getTemplate()));
    cluster.all(StatefulSet.class).forEach(one -> pods.add(one.getSpec().getTemplate()));
    cluster.all(Job.class).forEach(one -> pods.add(one.getSpec().getTemplate()));

    assertFalse(pods.isEmpty());
    for (PodTemplateSpec pod : pods) {
      PodSpec spec = pod.getSpec();
      assertEquals(false, spec.getAutomountServiceAccountToken());
      assertEquals(false, spec.getEnableServiceLinks());
      assertEquals(true, spec.getSecurityContext().getRunAsNonRoot());
      assertEquals("RuntimeDefault", spec.getSecurityContext().getSeccompProfile().getType());
      assertEquals("jagcall", pod.getMetadata().getLabels().get("app.kubernetes.io/part-of"));
      for (Container container : spec.getContainers()) {
        SecurityContext security = container.getSecurityContext();
        assertEquals(true, security.getReadOnlyRootFilesystem());
        assertEquals(false, security.getAllowPrivilegeEscalation());
        assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
        assertEquals(List.of(), security.getCapabilities().getAdd());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void replicas_areSpreadOverZonesAndNodes(Overlays overlay, String service) {
    PodTemplateSpec pod = overlay.cluster().get(Deployment.class, service).getSpec().getTemplate();
    List<TopologySpreadConstraint> constraints = pod.getSpec().getTopologySpreadConstraints();

    assertEquals(
        List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
        constraints.stream().map(TopologySpreadConstraint::getTopologyKey).toList());
    constraints.forEach(constraint -> assertSelects(constraint.getLabelSelector(), pod));
  }

  @ParameterizedTest
  @MethodSource("services")
  void accountHasNoToken(Overlays overlay, String service) {
    ServiceAccount account = overlay.cluster().get(ServiceAccount.class, service);

    assertEquals(false, account.getAutomountServiceAccountToken());
    assertEquals(
        service,
        overlay
            .cluster()
            .get(Deployment.class, service)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getServiceAccountName());
  }

  @ParameterizedTest
  @MethodSource("services")
  void service_leadsToTheApiAndNowhereElse(Overlays overlay, String service) {
    Service object = overlay.cluster().get(Service.class, service);
    PodTemplateSpec pod = overlay.cluster().get(Deployment.class, service).getSpec().getTemplate();

    assertTrue(
        pod.getMetadata()
            .getLabels()
            .entrySet()
            .containsAll(object.getSpec().getSelector().entrySet()));
    assertEquals(1, object.getSpec().getPorts().size());
    assertEquals("api", object.getSpec().getPorts().get(0).getTargetPort().getStrVal());
    for (Job job : overlay.cluster().all(Job.class)) {
      Map<String, String> labels = job.getSpec().getTemplate().getMetadata().getLabels();
      assertFalse(labels.entrySet().containsAll(object.getSpec().getSelector().entrySet()));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void autoscalerAndBudget_areTheDeployments(Overlays overlay, String service) {
    HorizontalPodAutoscalerSpec autoscaler =
        overlay.cluster().get(HorizontalPodAutoscaler.class, service).getSpec();
    PodDisruptionBudget budget = overlay.cluster().get(PodDisruptionBudget.class, service);

    assertEquals("Deployment", autoscaler.getScaleTargetRef().getKind());
    assertEquals(service, autoscaler.getScaleTargetRef().getName());
    assertTrue(autoscaler.getMinReplicas() >= (overlay == Overlays.DEV ? 1 : 2));
    assertTrue(autoscaler.getMaxReplicas() > autoscaler.getMinReplicas());
    assertEquals(1, budget.getSpec().getMaxUnavailable().getIntVal());
    assertSelects(
        budget.getSpec().getSelector(),
        overlay.cluster().get(Deployment.class, service).getSpec().getTemplate());
  }

  /** The delay, the requests in flight, and a little for the way out. */
  @ParameterizedTest
  @MethodSource("services")
  void gracePeriod_outlastsTheShutdown(Overlays overlay, String service) {
    PodSpec pod =
        overlay.cluster().get(Deployment.class, service).getSpec().getTemplate().getSpec();
    Duration delay =
        Duration.parse(
            "PT" + Environment.of(overlay.cluster(), service).get("QUARKUS_SHUTDOWN_DELAY"));
    Duration needed = delay.plus(Suite.shutdownTimeout()).plus(Duration.parse(ALLOWANCE));
    if (service.equals(Suite.CALLS_TELEPHONES)) {
      needed = needed.plus(Suite.drain()).plus(LAST_WORDS);
    }

    assertTrue(pod.getTerminationGracePeriodSeconds() >= needed.toSeconds(), "less than " + needed);
  }

  /** SIP is where the code listens, and each replica says its own address. */
  @ParameterizedTest
  @EnumSource
  void calls_listenWhereCarriersCome(Overlays overlay) {
    String service = Suite.CALLS_TELEPHONES;
    Container container = container(overlay, service);
    Map<String, String> settings = Environment.of(overlay.cluster(), service);

    assertEquals(
        Suite.setting(service, "carriage/SipConfig", "udpPort"), port(container, "sip-udp"));
    assertEquals(
        Suite.setting(service, "carriage/SipConfig", "tcpPort"), port(container, "sip-tcp"));
    assertEquals("0.0.0.0", settings.get("JAGCALL_SIP_BIND"));
    assertEquals("0.0.0.0", settings.get("JAGCALL_MEDIA_BIND"));
    for (String address : List.of("JAGCALL_SIP_PUBLIC_ADDRESS", "JAGCALL_MEDIA_ADDRESS")) {
      assertEquals(
          "status.podIP",
          container.getEnv().stream()
              .filter(variable -> variable.getName().equals(address))
              .findFirst()
              .orElseThrow()
              .getValueFrom()
              .getFieldRef()
              .getFieldPath());
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordings_areWrittenToAVolume(Overlays overlay) {
    String service = Suite.CALLS_TELEPHONES;
    String folder = Environment.of(overlay.cluster(), service).get("JAGCALL_RECORDING_FOLDER");

    assertTrue(
        container(overlay, service).getVolumeMounts().stream()
            .anyMatch(
                mount ->
                    mount.getMountPath().equals(folder)
                        && !Boolean.TRUE.equals(mount.getReadOnly())),
        folder);
  }

  @ParameterizedTest
  @MethodSource("services")
  void job_givesTheServiceItsOwnRole(Overlays overlay, String service) {
    Job job = overlay.cluster().get(Job.class, service + "-database");
    PodSpec pod = job.getSpec().getTemplate().getSpec();

    assertEquals(
        Suite.role(service),
        pod.getContainers().get(0).getEnv().stream()
            .filter(variable -> variable.getName().equals("ROLE"))
            .findFirst()
            .orElseThrow()
            .getValue());
    assertTrue(secrets(pod).contains(service + "-database"), secrets(pod).toString());
  }

  @Test
  void noTwoServices_shareARole() {
    Set<String> roles = new HashSet<>();
    Suite.services().forEach(service -> assertTrue(roles.add(Suite.role(service)), service));
    assertFalse(roles.contains(null));
  }

  @ParameterizedTest
  @EnumSource
  void noTwoServices_shareASecret(Overlays overlay) {
    Set<String> taken = new HashSet<>();
    for (String service : Suite.services()) {
      Deployment deployment = overlay.cluster().get(Deployment.class, service);
      Set<String> secrets = secrets(deployment.getSpec().getTemplate().getSpec());
      assertTrue(
          secrets.containsAll(Set.of(service + "-database", service + "-token")),
          secrets.toString());
      assertFalse(secrets.contains("database-administrator"), service);
      secrets.forEach(secret -> assertTrue(taken.add(secret), secret));
    }
  }

  private static Set<String> secrets(PodSpec pod) {
    Set<String> secrets = new HashSet<>();
    for (Volume volume : pod.getVolumes()) {
      if (volume.getSecret() != null) {
        secrets.add(volume.getSecret().getSecretName());
      }
      if (volume.getProjected() != null) {
        volume.getProjected().getSources().stream()
            .map(VolumeProjection::getSecret)
            .filter(Objects::nonNull)
            .map(SecretProjection::getName)
            .forEach(secrets::add);
      }
    }
    return secrets;
  }

  private static Container container(Overlays overlay, String service) {
    List<Container> containers =
        overlay
            .cluster()
            .get(Deployment.class, service)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers();
    assertEquals(1, containers.size());
    return containers.get(0);
  }

  private static void assertProbe(String path, Probe probe) {
    assertEquals(path, probe.getHttpGet().getPath());
    assertEquals("management", probe.getHttpGet().getPort().getStrVal());
  }

  private static int port(Container container, String name) {
    return container.getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getContainerPort();
  }

  private static void assertSelects(LabelSelector selector, PodTemplateSpec pod) {
    assertFalse(selector.getMatchLabels().isEmpty());
    assertTrue(
        pod.getMetadata().getLabels().entrySet().containsAll(selector.getMatchLabels().entrySet()),
        selector + " does not select its own pods");
  }
}
