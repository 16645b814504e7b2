package com.jagcall.kubernetes.render;

import java.util.List;

/**
 * A {@code kustomization.yaml}, with exactly those features of kustomize that this project uses.
 * Any other field is refused when it is read.
 */
record Kustomization(
    String apiVersion,
    String kind,
    String namespace,
    List<String> resources,
    List<String> components,
    List<Generator> configMapGenerator,
    List<Patch> patches,
    List<Replacement> replacements) {

  Kustomization {
    resources = orEmpty(resources);
    components = orEmpty(components);
    configMapGenerator = orEmpty(configMapGenerator);
    patches = orEmpty(patches);
    replacements = orEmpty(replacements);
  }

  boolean isComponent() {
    return "Component".equals(kind);
  }

  record Generator(
      String name, String behavior, List<String> literals, List<String> envs, List<String> files) {
    Generator {
      literals = orEmpty(literals);
      envs = orEmpty(envs);
      files = orEmpty(files);
      if (behavior != null && !behavior.equals("merge")) {
        throw new IllegalArgumentException("unknown behavior " + behavior);
      }
    }
  }

  /**
   * @param patch a list of JSON patch operations (RFC 6902), or a map with {@code $patch: delete}
   */
  record Patch(Selector target, String patch) {}

  record Replacement(Source source, List<Target> targets) {}

  record Source(String kind, String name, String fieldPath) {}

  record Target(Selector select, List<Selector> reject, List<String> fieldPaths, Options options) {
    Target {
      reject = orEmpty(reject);
    }
  }

  /**
   * @param index which part is replaced; before the first one when negative, after the last one
   *     when there is none of that number
   */
  record Options(String delimiter, int index) {}

  record Selector(String kind, String name, String labelSelector) {
    boolean selects(Resource resource) {
      return (kind == null || kind.equals(resource.kind()))
          && (name == null || name.equals(resource.name()))
          && (labelSelector == null || hasLabel(resource));
    }

    private boolean hasLabel(Resource resource) {
      String[] label = labelSelector.split("=", -1);
      if (label.length != 2 || label[0].matches(".*[!, ].*")) {
        throw new IllegalArgumentException("unknown kind of label selector " + labelSelector);
      }
      return resource.label(label[0]).equals(label[1]);
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
