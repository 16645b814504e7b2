package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.jagcall.kubernetes.model.Cluster;
import com.jagcall.kubernetes.model.Endpoint;
import com.jagcall.kubernetes.model.Policies;
import com.jagcall.kubernetes.suite.Call;
import com.jagcall.kubernetes.suite.Suite;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pair of endpoints and every port: what the policies allow is what the code calls. */
class NetworkPolicyTest {
  private static final int API = 8080;
  private static final int MANAGEMENT = 9000;
  private static final int POSTGRESQL = 5432;
  private static final int REDIS = 6379;
  private static final int DNS = 53;

  /** One that nobody speaks on: what is allowed on it is allowed on all. */
  private static final int ANY = 4444;

  @ParameterizedTest
  @EnumSource
  void allowedConnections_areThoseOfTheCode(Overlays overlay) {
    List<Endpoint> endpoints = endpoints(overlay);
    Policies policies = new Policies(overlay.cluster().all(NetworkPolicy.class));
    Set<String> allowed = new TreeSet<>();
    for (Endpoint from : endpoints) {
      for (Endpoint to : endpoints) {
        for (int port : List.of(API, MANAGEMENT, POSTGRESQL, REDIS, DNS, ANY)) {
          // What neither end is ours, is not ours to allow.
          if ((from.ours() || to.ours()) && policies.allow(from, to, port, "TCP")) {
            allowed.add(connection(from.name(), to.name(), port));
          }
        }
      }
    }

    assertEquals(String.join("\n", expected(overlay)), String.join("\n", allowed));
  }

  @ParameterizedTest
  @EnumSource
  void namesAreAskedForByUdp(Overlays overlay) {
    Policies policies = new Policies(overlay.cluster().all(NetworkPolicy.class));
    List<Endpoint> endpoints = endpoints(overlay);
    Endpoint dns = find(endpoints, "dns");

    assertEquals(true, policies.allow(find(endpoints, "agents-service"), dns, DNS, "UDP"));
    assertEquals(false, policies.allow(find(endpoints, "agents-service"), dns, ANY, "UDP"));
  }

  @Test
  void callsOfTheCode_includeAdmissions() {
    Suite.services()
        .forEach(
            service ->
                assertEquals(
                    true, Suite.calls().contains(new Call(service, "accounts-service")), service));
  }

  /** The judge itself: without policies all is allowed, with one only what it says. */
  @Test
  void judge_refusesWhatItDoesNotKnow() {
    Endpoint pod = Endpoint.pod("a", Map.of("app", "a"));
    assertEquals(true, new Policies(List.of()).allow(pod, pod, ANY, "TCP"));
    NetworkPolicy range =
        Yaml.as(
            NetworkPolicy.class,
            Yaml.document(
                """
                {metadata: {name: a}, spec: {podSelector: {}, policyTypes: [Egress],
                 egress: [{ports: [{port: 1, endPort: 9}]}]}}
                """));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Policies(List.of(range)).allow(pod, pod, ANY, "TCP"));
  }

  private static Set<String> expected(Overlays overlay) {
    Set<String> expected = new TreeSet<>();
    for (Call call : Suite.calls()) {
      expected.add(connection(call.caller(), call.callee(), API));
    }
    for (int port : List.of(API, MANAGEMENT, POSTGRESQL, REDIS, DNS, ANY)) {
      for (String service : Suite.CALL_CUSTOMERS) {
        expected.add(connection(service, "internet", port));
      }
    }
    for (String service : Suite.services()) {
      String job = service + "-database";
      expected.add(connection("gateway", service, API));
      expected.add(connection("monitoring", service, MANAGEMENT));
      expected.add(connection(service, "postgresql", POSTGRESQL));
      expected.add(connection(job, "postgresql", POSTGRESQL));
      expected.add(connection(service, "redis", REDIS));
      expected.add(connection(service, "dns", DNS));
      expected.add(connection(job, "dns", DNS));
    }
    if (overlay == Overlays.DEV) {
      // They are pods of the suite there, and pods of the suite may ask for names.
      expected.add(connection("postgresql", "dns", DNS));
      expected.add(connection("redis", "dns", DNS));
    }
    return expected;
  }

  private static List<Endpoint> endpoints(Overlays overlay) {
    Cluster cluster = overlay.cluster();
    List<Endpoint> endpoints = new ArrayList<>();
    cluster
        .all(Deployment.class)
        .forEach(
            one ->
                endpoints.add(
                    Endpoint.pod(
                        one.getMetadata().getName(),
                        one.getSpec().getTemplate().getMetadata().getLabels())));
    cluster
        .all(StatefulSet.class)
        .forEach(
            one ->
                endpoints.add(
                    Endpoint.pod(
                        one.getMetadata().getName(),
                        one.getSpec().getTemplate().getMetadata().getLabels())));
    cluster
        .all(Job.class)
        .forEach(
            one ->
                endpoints.add(
                    Endpoint.pod(
                        one.getMetadata().getName(),
                        one.getSpec().getTemplate().getMetadata().getLabels())));
    if (overlay != Overlays.DEV) {
      endpoints.add(Endpoint.outside("postgresql", "192.0.2.5"));
      endpoints.add(Endpoint.outside("redis", "192.0.2.133"));
    }
    endpoints.add(Endpoint.pod("stranger", Map.of()));
    endpoints.add(Endpoint.outside("internet", "8.8.8.8"));
    endpoints.add(
        Endpoint.elsewhere("neighbour", Map.of("kubernetes.io/metadata.name", "x"), Map.of()));
    endpoints.add(Endpoint.elsewhere("gateway", Map.of("jagcall.com/gateway", "true"), Map.of()));
    endpoints.add(
        Endpoint.elsewhere("monitoring", Map.of("jagcall.com/monitoring", "true"), Map.of()));
    endpoints.add(
        Endpoint.elsewhere(
            "dns",
            Map.of("kubernetes.io/metadata.name", "kube-system"),
            Map.of("k8s-app", "kube-dns")));
    return endpoints;
  }

  private static Endpoint find(List<Endpoint> endpoints, String name) {
    return endpoints.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static String connection(String from, String to, int port) {
    return from + " -> " + to + ":" + port;
  }
}
