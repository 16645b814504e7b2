package com.jagcall.accounts.organization;

import com.jagcall.common.id.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A customer: the owner of API keys and of everything made with them. */
@Entity
public class Organization {
  private static final int TAG_LENGTH = 8;

  @Id private String id;
  private String name;
  private String tag;
  private Instant createdAt;

  protected Organization() {}

  public Organization(String name, Instant createdAt) {
    this.id = Ids.next("org_");
    this.name = name;
    this.tag = Ids.base62(TAG_LENGTH);
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Eight base62 characters that stand inside each of the organization's API keys. */
  public String tag() {
    return tag;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
