package com.jagcall.accounts.session;

import com.jagcall.common.id.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;

/** One log-in of one user to one organization, until log-out or the end of its life. */
@Entity
public class Session {
  /** A log-in lasts no longer, however busy it is. */
  public static final Duration LIFE = Duration.ofHours(12);

  @Id private String id;

  private String userId;
  private String organizationId;
  private String address;
  private Instant createdAt;
  private Instant expiresAt;
  private Instant endedAt;

  protected Session() {}

  public Session(String userId, String organizationId, String address, Instant now) {
    this.id = Ids.next("ses_");
    this.userId = userId;
    this.organizationId = organizationId;
    this.address = address;
    this.createdAt = now;
    this.expiresAt = now.plus(LIFE);
  }

  public String id() {
    return id;
  }

  public String userId() {
    return userId;
  }

  public String organizationId() {
    return organizationId;
  }

  /** The client's network address. */
  public String address() {
    return address;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  /** When the user logged out, or null. */
  public Instant endedAt() {
    return endedAt;
  }
}
