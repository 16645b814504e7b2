package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One object on its way to the cluster; its tree is changed in place. */
final class Resource {
  final ObjectNode tree;

  /** A generated ConfigMap gets a hash of its content behind its name. */
  final boolean hashed;

  Resource(ObjectNode tree, boolean hashed) {
    this.tree = tree;
    this.hashed = hashed;
    if (kind().isEmpty() || name().isEmpty()) {
      throw new IllegalArgumentException("neither kind nor name may be missing: " + tree);
    }
  }

  String kind() {
    return tree.path("kind").asText();
  }

  String name() {
    return tree.path("metadata").path("name").asText();
  }

  String id() {
    return kind() + "/" + name();
  }

  String label(String key) {
    return tree.path("metadata").path("labels").path(key).asText();
  }

  ObjectNode metadata() {
    return (ObjectNode) tree.get("metadata");
  }

  /** Those are there to be read by kustomize, and never reach the cluster. */
  boolean isLocal() {
    return metadata()
        .path("annotations")
        .path("config.kubernetes.io/local-config")
        .asText()
        .equals("true");
  }
}
