package com.jagcall.containers;

import java.util.Locale;

/** The images under test and what stands around them, by the properties of the POM. */
final class ImageNames {
  static final String BALANCER = name("balancer");
  static final String GATEWAY = name("gateway");
  static final String POSTGRESQL = name("postgresql");
  static final String REDIS = name("redis");
  static final String REGISTRY = name("registry");
  static final String TAG = name("tag");

  /** What the services' images stand on; empty: what the Dockerfile says. */
  static final String BASE = System.getProperty("jagcall.images.base", "");

  static final boolean BUILD = Boolean.parseBoolean(name("build").toLowerCase(Locale.ROOT));

  private ImageNames() {}

  static String service(String service) {
    return REGISTRY + "/" + service + ":" + TAG;
  }

  private static String name(String part) {
    String value = System.getProperty("jagcall.images." + part, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("jagcall.images." + part + " is not set: see the POM");
    }
    return value;
  }
}
