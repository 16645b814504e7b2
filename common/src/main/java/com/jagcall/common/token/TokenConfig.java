package com.jagcall.common.token;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the keys lie that sign and check the tokens between services. No defaults: secrets. */
@ConfigMapping(prefix = "jagcall.token")
public interface TokenConfig {
  /** This service's own private key: PKCS#8 PEM, elliptic curve P-256. */
  Path privateKey();

  /**
   * A folder with {@code <issuer>.pem} for every service that may call: one or, while a key is
   * being replaced, several X.509 public keys in PEM.
   */
  Path publicKeys();
}
