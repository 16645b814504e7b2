package com.jagcall.accounts.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who owns a new installation. Only read at the first start. */
@ConfigMapping(prefix = "jagcall.owner")
public interface OwnerConfig {

  @WithDefault("owner@localhost")
  String email();

  /** 12 to 72 bytes; without it one is made up and printed once. */
  Optional<String> password();

  /** The name of the first organization. */
  @WithDefault("My organization")
  String organization();
}
