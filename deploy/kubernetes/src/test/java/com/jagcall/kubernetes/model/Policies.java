package com.jagcall.kubernetes.model;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Judges connections as Kubernetes does: a pod that a policy selects for a direction may only do
 * what one of those policies allows in that direction; both ends must agree.
 */
public record Policies(List<NetworkPolicy> policies) {

  public boolean allow(Endpoint from, Endpoint to, int port, String protocol) {
    return allowsEgress(from, to, port, protocol) && allowsIngress(from, to, port, protocol);
  }

  private boolean allowsEgress(Endpoint from, Endpoint to, int port, String protocol) {
    List<NetworkPolicy> governing = governing(from, "Egress");
    return governing.isEmpty()
        || governing.stream()
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .anyMatch(rule -> isPeer(rule.getTo(), to) && isPort(rule.getPorts(), port, protocol));
  }

  private boolean allowsIngress(Endpoint from, Endpoint to, int port, String protocol) {
    List<NetworkPolicy> governing = governing(to, "Ingress");
    return governing.isEmpty()
        || governing.stream()
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .anyMatch(
                rule -> isPeer(rule.getFrom(), from) && isPort(rule.getPorts(), port, protocol));
  }

  private List<NetworkPolicy> governing(Endpoint endpoint, String direction) {
    return policies.stream()
        .filter(policy -> endpoint.ours())
        .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
        .filter(policy -> selects(policy.getSpec().getPodSelector(), endpoint.labels()))
        .toList();
  }

  /** No peers at all means everybody. */
  private static boolean isPeer(List<NetworkPolicyPeer> peers, Endpoint endpoint) {
    return peers.isEmpty() || peers.stream().anyMatch(peer -> isPeer(peer, endpoint));
  }

  private static boolean isPeer(NetworkPolicyPeer peer, Endpoint endpoint) {
    if (peer.getIpBlock() != null) {
      return !endpoint.address().isEmpty() && contains(peer.getIpBlock(), endpoint.address());
    }
    if (!endpoint.address().isEmpty()) {
      return false;
    }
    boolean isNamespace =
        peer.getNamespaceSelector() == null
            ? endpoint.ours()
            : selects(peer.getNamespaceSelector(), endpoint.namespace());
    return isNamespace
        && (peer.getPodSelector() == null || selects(peer.getPodSelector(), endpoint.labels()));
  }

  private static boolean isPort(List<NetworkPolicyPort> ports, int port, String protocol) {
    return ports.isEmpty() || ports.stream().anyMatch(one -> isPort(one, port, protocol));
  }

  private static boolean isPort(NetworkPolicyPort allowed, int port, String protocol) {
    String allowedProtocol = allowed.getProtocol() == null ? "TCP" : allowed.getProtocol();
    if (allowed.getEndPort() != null) {
      return allowedProtocol.equals(protocol)
          && port >= allowed.getPort().getIntVal()
          && port <= allowed.getEndPort();
    }
    return allowedProtocol.equals(protocol)
        && (allowed.getPort() == null || new IntOrString(port).equals(allowed.getPort()));
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(orEmpty(selector.getMatchLabels()).entrySet())
        && selector.getMatchExpressions().stream().allMatch(one -> holds(one, labels));
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    if (!requirement.getOperator().equals("In")) {
      throw new IllegalArgumentException("unknown operator " + requirement.getOperator());
    }
    return requirement.getValues().contains(labels.get(requirement.getKey()));
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static boolean contains(IPBlock block, String address) {
    return contains(block.getCidr(), address)
        && block.getExcept().stream().noneMatch(exception -> contains(exception, address));
  }

  /** Every address of a test is IPv4. */
  private static boolean contains(String range, String address) {
    if (range.contains(":")) {
      return false;
    }
    String[] cidr = range.split("/");
    int ignoredBits = 32 - Integer.parseInt(cidr[1]);
    return bits(cidr[0]) >> ignoredBits == bits(address) >> ignoredBits;
  }

  private static long bits(String address) {
    try {
      return Integer.toUnsignedLong(
          ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
