package com.jagcall.accounts.apikey;

import java.time.Instant;

/** Where a key is in its life, as the dashboard shows it. */
enum KeyState {
  ACTIVE("active", "Active", "until"),
  ENDING("ending", "Rolled", "works until"),
  EXPIRED("expired", "Expired", ""),
  REVOKED("revoked", "Revoked", "");

  private final String css;
  private final String label;
  private final String timePrefix;

  KeyState(String css, String label, String timePrefix) {
    this.css = css;
    this.label = label;
    this.timePrefix = timePrefix;
  }

  static KeyState of(IssuedKey key, boolean rolled, Instant now) {
    if (key.revokedAt() != null) {
      return REVOKED;
    }
    if (!key.isActive(now)) {
      return EXPIRED;
    }
    return rolled ? ENDING : ACTIVE;
  }

  public String css() {
    return css;
  }

  public String label() {
    return label;
  }

  /** Stands before the time that goes with the state. */
  public String timePrefix() {
    return timePrefix;
  }
}
