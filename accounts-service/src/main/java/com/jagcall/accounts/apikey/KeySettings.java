package com.jagcall.accounts.apikey;

import com.jagcall.common.credential.Mode;
import java.time.Instant;
import java.util.List;

/**
 * What whoever makes a key decides about it.
 *
 * @param expiresAt null: it works until it is revoked
 */
record KeySettings(String name, Mode mode, List<String> scopes, Instant expiresAt) {
  /** A scope that was named twice is meant once. */
  KeySettings {
    scopes = scopes.stream().distinct().toList();
  }
}
