package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.stream.Stream;
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
  private static final int SIP = 5060;

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
        for (int port : List.of(API, MANAGEMENT, POSTGRESQL, REDIS, DNS, SIP, ANY)) {
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
    Policies range =
        new Policies(
            List.of(
                Yaml.as(
                    NetworkPolicy.class,
                    Yaml.document(
                        """
                        {metadata: {name: a}, spec: {podSelector: {}, policyTypes: [Egress],
                         egress: [{ports: [{port: 2, endPort: 9}]}]}}
                        """))));
    assertEquals(
        List.of(false, true, true, false),
        Stream.of(1, 2, 9, 10).map(port -> range.allow(pod, pod, port, "TCP")).toList());
    assertEquals(false, range.allow(pod, pod, 2, "UDP"));
  }

  /** Carriers' signalling and sound, both ways, and nobody else's. */
  @ParameterizedTest
  @EnumSource(names = "DEV", mode = EnumSource.Mode.EXCLUDE)
  void carriersAndCalls_reachEachOther(Overlays overlay) {
    Policies policies = new Policies(overlay.cluster().all(NetworkPolicy.class));
    List<Endpoint> endpoints = endpoints(overlay);
    Endpoint trunk = find(endpoints, "trunk");
    Endpoint calls = find(endpoints, Suite.CALLS_TELEPHONES);
    int sip = Suite.setting(Suite.CALLS_TELEPHONES, "carriage/SipConfig", "udpPort");
    int first = Suite.setting(Suite.CALLS_TELEPHONES, "media/MediaConfig", "firstPort");
    int last = Suite.setting(Suite.CALLS_TELEPHONES, "media/MediaConfig", "lastPort");
    for (int port : List.of(sip, first, last)) {
      assertEquals(true, policies.allow(trunk, calls, port, "UDP"), "in " + port);
      assertEquals(true, policies.allow(calls, trunk, port, "UDP"), "out " + port);
      for (Endpoint other : endpoints) {
        if (!other.equals(trunk)) {
          assertEquals(false, policies.allow(other, calls, port, "UDP"), other.name());
        }
        if (!other.equals(calls)) {
          assertEquals(false, policies.allow(trunk, other, port, "UDP") && other.ours());
        }
      }
    }
    for (int port : List.of(first - 1, last + 1, API, MANAGEMENT)) {
      assertEquals(false, policies.allow(trunk, calls, port, "UDP"), "in " + port);
    }
  }

  private static Set<String> expected(Overlays overlay) {
    Set<String> expected = new TreeSet<>();
    for (Call call : Suite.calls()) {
      expected.add(connection(call.caller(), call.callee(), API));
    }
    for (String service : Suite.CALL_CUSTOMERS) {
      for (int port : List.of(API, MANAGEMENT, POSTGRESQL, REDIS, DNS, SIP, ANY)) {
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
    if (overlay != Overlays.DEV) {
      expected.add(connection("trunk", Suite.CALLS_TELEPHONES, SIP));
      // Where it listens, and from where it answers, is the carrier's choice.
      for (int port : List.of(API, MANAGEMENT, POSTGRESQL, REDIS, DNS, SIP, ANY)) {
        expected.add(connection(Suite.CALLS_TELEPHONES, "trunk", port));
      }
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
    endpoints.add(Endpoint.outside("trunk", "198.51.100.7"));
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
