package com.jagcall.kubernetes.model;

import java.util.Map;

/**
 * Somebody who sends or takes connections.
 *
 * @param namespace labels of its namespace; empty when it is no pod
 * @param labels of the pod
 * @param ours whether it is in the suite's namespace, whose policies it is subject to
 * @param address of what is outside of the cluster, else empty
 */
public record Endpoint(
    String name,
    Map<String, String> namespace,
    Map<String, String> labels,
    boolean ours,
    String address) {

  public static Endpoint pod(String name, Map<String, String> labels) {
    return new Endpoint(name, Map.of("kubernetes.io/metadata.name", "jagcall"), labels, true, "");
  }

  public static Endpoint elsewhere(
      String name, Map<String, String> namespace, Map<String, String> labels) {
    return new Endpoint(name, namespace, labels, false, "");
  }

  public static Endpoint outside(String name, String address) {
    return new Endpoint(name, Map.of(), Map.of(), false, address);
  }
}
