package com.jagcall.accounts.apikey;

import com.jagcall.common.credential.Scope;
import java.time.Instant;
import java.util.List;

/**
 * A row of the list of keys.
 *
 * @param stateTime when the key ended or will end, or null
 */
record KeyView(
    String id,
    String name,
    String mode,
    String prefix,
    String lastFour,
    List<String> scopes,
    Instant createdAt,
    String createdByName,
    Instant lastUsedAt,
    KeyState state,
    Instant stateTime) {

  static KeyView of(ListedKey listed, Instant now) {
    return of(listed.key(), listed.createdByName(), listed.rolledTo() != null, now);
  }

  static KeyView of(IssuedKey key, String createdByName, boolean rolled, Instant now) {
    return new KeyView(
        key.id(),
        key.name(),
        key.mode().wire(),
        key.prefix(),
        key.lastFour(),
        key.scopes(),
        key.createdAt(),
        createdByName,
        key.lastUsedAt(),
        KeyState.of(key, rolled, now),
        key.revokedAt() == null ? key.expiresAt() : key.revokedAt());
  }

  public boolean active() {
    return state == KeyState.ACTIVE || state == KeyState.ENDING;
  }

  /** A key is rolled once: after that its successor is. */
  public boolean rollable() {
    return state == KeyState.ACTIVE;
  }

  public String scopeSummary() {
    if (scopes.containsAll(Scope.ALL)) {
      return "All scopes";
    }
    return scopes.size() == 1 ? scopes.get(0) : scopes.size() + " scopes";
  }

  public String scopeList() {
    return String.join(", ", scopes);
  }
}
