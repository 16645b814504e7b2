package com.jagcall.accounts.user;

import com.jagcall.accounts.organization.Organization;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;

/** A user's place in an organization. */
@Entity
public class Membership {

  /** One user is in one organization at most once. */
  @Embeddable
  public record Id(String userId, String organizationId) {}

  @EmbeddedId private Id id;
  private String role;
  private Instant createdAt;

  protected Membership() {}

  public Membership(UserAccount user, Organization organization, Role role, Instant createdAt) {
    this.id = new Id(user.id(), organization.id());
    this.role = role.wire();
    this.createdAt = createdAt;
  }

  public String userId() {
    return id.userId();
  }

  public String organizationId() {
    return id.organizationId();
  }

  public Role role() {
    return Role.of(role);
  }

  public Instant createdAt() {
    return createdAt;
  }
}
