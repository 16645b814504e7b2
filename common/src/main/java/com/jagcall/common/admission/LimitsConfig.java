package com.jagcall.common.admission;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** How many requests a minute are admitted; each from 1 to 10,000. */
@ConfigMapping(prefix = "jagcall.limits")
public interface LimitsConfig {
  /** By method and path, where {@code :id} stands for any one segment: the table's named rows. */
  Map<String, Integer> endpoint();

  /** Any other read (GET, HEAD, OPTIONS), counted for each service. */
  int read();

  /** Any other write, counted for each service. */
  int write();

  /** Requests refused for their credentials, for each client address and replica. */
  int refused();
}
