package com.jagcall.local.gateway;

import java.util.Comparator;
import java.util.List;

/** Which service answers which path. The longest matching prefix wins. */
public final class RouteTable {

  /**
   * @param prefix whole path segments: {@code /v1/agents} takes {@code /v1/agents} and what is
   *     below it, not {@code /v1/agents-old}; {@code /} takes everything
   * @param upstream the service that answers
   */
  public record Route(String prefix, Upstream upstream) {

    private boolean takes(String path) {
      return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
    }
  }

  private final List<Route> routes;

  /** One of the routes must be {@code /}: whoever has it answers for paths that nobody knows. */
  public RouteTable(List<Route> routes) {
    if (routes.stream().noneMatch(route -> route.prefix().equals("/"))) {
      throw new IllegalArgumentException("no service has the route /");
    }
    this.routes =
        routes.stream()
            .sorted(Comparator.comparingInt((Route route) -> route.prefix().length()).reversed())
            .toList();
  }

  Upstream upstreamOf(String path) {
    return routes.stream().filter(route -> route.takes(path)).findFirst().orElseThrow().upstream();
  }
}
