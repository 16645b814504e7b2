package com.jagcall.accounts.apikey;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.id.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What is kept of an API key: everything but the key itself. */
@Entity
@Table(name = "api_key")
public class IssuedKey {
  @Id private String id;

  private String organizationId;
  private String name;
  private String mode;
  private String[] scopes;
  private String prefix;
  private String lastFour;
  private byte[] hash;
  private Instant createdAt;
  private String createdBy;
  private Instant expiresAt;
  private Instant revokedAt;
  private Instant lastUsedAt;
  private Instant changedAt;
  private String rolledFrom;

  protected IssuedKey() {}

  IssuedKey(
      String organizationId, ApiKey key, KeySettings settings, String createdBy, Instant now) {
    this.id = Ids.next("key_");
    this.organizationId = organizationId;
    this.name = settings.name();
    this.mode = settings.mode().wire();
    this.scopes = settings.scopes().toArray(String[]::new);
    this.prefix = key.prefix();
    this.lastFour = key.lastFour();
    this.hash = HexFormat.of().parseHex(key.sha256());
    this.createdAt = now;
    this.createdBy = createdBy;
    this.expiresAt = settings.expiresAt();
  }

  /** The settings with which a successor takes this key's place. */
  KeySettings settings() {
    return new KeySettings(name, mode(), scopes(), expiresAt);
  }

  /** Marks this key as the one that takes the place of another. */
  void replaces(IssuedKey other) {
    rolledFrom = other.id;
  }

  /** Ends the key's life at once; a key that has ended stays as it is. */
  void revoke(Instant now) {
    if (isActive(now)) {
      revokedAt = now;
      changedAt = now;
    }
  }

  /** Ends the key's life at a time to come, if it does not end sooner. */
  void expire(Instant at, Instant now) {
    if (expiresAt == null || at.isBefore(expiresAt)) {
      expiresAt = at;
      changedAt = now;
    }
  }

  boolean isActive(Instant now) {
    return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
  }

  public String id() {
    return id;
  }

  public String organizationId() {
    return organizationId;
  }

  public String name() {
    return name;
  }

  public Mode mode() {
    return Mode.of(mode);
  }

  public List<String> scopes() {
    return List.of(scopes);
  }

  /** How the key begins: enough to tell it from others, far too little to use it. */
  public String prefix() {
    return prefix;
  }

  public String lastFour() {
    return lastFour;
  }

  /** SHA-256 of the whole key, in lower-case hexadecimal. */
  public String sha256() {
    return HexFormat.of().formatHex(hash);
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** The user who made the key; null when it was an operator. */
  public String createdBy() {
    return createdBy;
  }

  /** When the key stops working by itself, or null. */
  public Instant expiresAt() {
    return expiresAt;
  }

  public Instant revokedAt() {
    return revokedAt;
  }

  /** When the key was last used, some seconds late; null when never. */
  public Instant lastUsedAt() {
    return lastUsedAt;
  }

  public Instant changedAt() {
    return changedAt;
  }

  /** The key that this one replaced, or null. */
  public String rolledFrom() {
    return rolledFrom;
  }
}
