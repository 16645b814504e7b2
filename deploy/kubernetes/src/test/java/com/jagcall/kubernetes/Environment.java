package com.jagcall.kubernetes;

import com.jagcall.kubernetes.model.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.TreeMap;

/** The environment that a service finds in the cluster. */
final class Environment {
  private Environment() {}

  /** Variables taken from secrets have the value "". */
  static Map<String, String> of(Cluster cluster, String service) {
    Container container =
        cluster
            .get(Deployment.class, service)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0);
    Map<String, String> environment = new TreeMap<>();
    container
        .getEnvFrom()
        .forEach(
            source ->
                environment.putAll(
                    cluster.get(ConfigMap.class, source.getConfigMapRef().getName()).getData()));
    container
        .getEnv()
        .forEach(
            variable ->
                environment.put(
                    variable.getName(), variable.getValue() == null ? "" : variable.getValue()));
    return environment;
  }
}
