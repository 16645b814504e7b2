package com.jagcall.accounts.user;

import java.util.Locale;

/** What a user may do in an organization. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER;

  public static Role of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /** The role as it is stored and shown: {@code owner}, {@code admin}, {@code member}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether API keys may be created, rolled and revoked. */
  public boolean managesKeys() {
    return this != MEMBER;
  }
}
