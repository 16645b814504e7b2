package com.jagcall.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.jagcall.kubernetes.model.Cluster;
import com.jagcall.kubernetes.suite.Suite;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The outside reaches the paths of the local stack's table, and nothing of the inside. */
class RoutingTest {
  /** Where a prefix leads, and the path under which the request goes on, if it is another one. */
  private record Destination(String service, String newPath) {}

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PRODUCTION_WITH_INGRESS")
  void routes_areThoseOfTheLocalStack(Overlays overlay) {
    Map<String, Destination> routes = routes(overlay.cluster());

    Map<String, Destination> expected = new TreeMap<>();
    Suite.paths()
        .forEach(
            (service, paths) ->
                paths.forEach(path -> expected.put(path, new Destination(service, ""))));
    // They go on as a request for what nobody has, and come back as a 404 in the envelope.
    expected.put("/internal", new Destination("accounts-service", "/not-found"));
    expected.put("/q", new Destination("accounts-service", "/not-found"));
    assertEquals(expected, routes);
    assertEquals(List.of(), overlay.cluster().all(Ingress.class));
  }

  @Test
  void ingress_isTheSameButForItsAnswerToTheInside() {
    Cluster cluster = Overlays.PRODUCTION_WITH_INGRESS.cluster();
    Map<String, String> routes = new TreeMap<>();
    for (Ingress ingress : cluster.all(Ingress.class)) {
      for (HTTPIngressPath path : ingress.getSpec().getRules().get(0).getHttp().getPaths()) {
        assertEquals("Prefix", path.getPathType());
        assertEquals("api", path.getBackend().getService().getPort().getName());
        assertEquals(null, routes.put(path.getPath(), path.getBackend().getService().getName()));
      }
    }

    Map<String, String> expected = new TreeMap<>(Map.of("/internal", "refused", "/q", "refused"));
    Suite.paths().forEach((service, paths) -> paths.forEach(path -> expected.put(path, service)));
    assertEquals(expected, routes);
    assertEquals(Map.of(), cluster.get(Service.class, "refused").getSpec().getSelector());
    assertEquals(
        List.of(),
        cluster.all(HTTPRoute.class).stream()
            .filter(route -> !route.getSpec().getRules().get(0).getBackendRefs().isEmpty())
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/internal", "/internal/credentials/sync", "/q", "/q/metrics"})
  void theInside_isNeverRouted(String path) {
    for (Overlays overlay : List.of(Overlays.DEV, Overlays.PRODUCTION)) {
      Destination destination = destination(routes(overlay.cluster()), path);
      assertFalse(destination.newPath().isEmpty(), overlay + " routes " + path);
      assertFalse(destination.newPath().matches("/(internal|q)(/.*)?"), destination.newPath());
    }
  }

  @Test
  void everyServiceOfTheBuild_isInTheTable() {
    assertEquals(Suite.services(), Suite.paths().keySet().stream().sorted().toList());
  }

  /** What comes unencrypted reaches no service, and is sent to HTTPS; what is encrypted is not. */
  @Test
  void production_servesHttpsOnly() {
    Cluster cluster = Overlays.PRODUCTION.cluster();

    for (Listener listener : cluster.get(Gateway.class, "jagcall").getSpec().getListeners()) {
      List<HTTPRouteRule> rules =
          cluster.all(HTTPRoute.class).stream()
              .filter(route -> section(route).equals(listener.getName()))
              .flatMap(route -> route.getSpec().getRules().stream())
              .toList();
      boolean isEncrypted = listener.getProtocol().equals("HTTPS");
      assertFalse(rules.isEmpty());
      for (HTTPRouteRule rule : rules) {
        assertEquals(isEncrypted, !rule.getBackendRefs().isEmpty(), listener.getName());
        assertEquals(isEncrypted, !isRedirect(rule), listener.getName());
      }
    }
  }

  private static String section(HTTPRoute route) {
    return route.getSpec().getParentRefs().get(0).getSectionName();
  }

  private static boolean isRedirect(HTTPRouteRule rule) {
    return rule.getFilters().stream()
        .anyMatch(
            filter ->
                filter.getRequestRedirect() != null
                    && filter.getRequestRedirect().getScheme().equals("https"));
  }

  /** All prefixes that lead to a service, each checked to be reachable by the Gateway. */
  private static Map<String, Destination> routes(Cluster cluster) {
    Map<String, Destination> routes = new TreeMap<>();
    List<String> listeners =
        cluster.get(Gateway.class, "jagcall").getSpec().getListeners().stream()
            .map(Listener::getName)
            .toList();
    for (HTTPRoute route : cluster.all(HTTPRoute.class)) {
      assertEquals(1, route.getSpec().getParentRefs().size());
      assertEquals("jagcall", route.getSpec().getParentRefs().get(0).getName());
      assertEquals(
          true, listeners.contains(route.getSpec().getParentRefs().get(0).getSectionName()));
      route.getSpec().getRules().stream()
          .filter(rule -> !rule.getBackendRefs().isEmpty())
          .forEach(rule -> addTo(routes, cluster, rule));
    }
    return routes;
  }

  private static void addTo(Map<String, Destination> routes, Cluster cluster, HTTPRouteRule rule) {
    assertEquals(1, rule.getBackendRefs().size());
    String service = rule.getBackendRefs().get(0).getName();
    assertEquals(
        cluster.get(Service.class, service).getSpec().getPorts().get(0).getPort(),
        rule.getBackendRefs().get(0).getPort());
    String newPath =
        rule.getFilters().isEmpty()
            ? ""
            : rule.getFilters().get(0).getUrlRewrite().getPath().getReplaceFullPath();
    rule.getMatches()
        .forEach(
            match -> {
              HTTPPathMatch path = match.getPath();
              assertEquals("PathPrefix", path.getType());
              assertEquals(null, routes.put(path.getValue(), new Destination(service, newPath)));
            });
  }

  /** The longest prefix of whole segments wins. */
  private static Destination destination(Map<String, Destination> routes, String path) {
    return routes.entrySet().stream()
        .filter(
            route ->
                route.getKey().equals("/")
                    || path.equals(route.getKey())
                    || path.startsWith(route.getKey() + "/"))
        .max(java.util.Comparator.comparingInt(route -> route.getKey().length()))
        .orElseThrow()
        .getValue();
  }
}
