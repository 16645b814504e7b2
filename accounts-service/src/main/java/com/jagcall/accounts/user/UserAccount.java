package com.jagcall.accounts.user;

import com.jagcall.common.id.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;

/** A person who logs in to the dashboard. */
@Entity
public class UserAccount {
  @Id private String id;
  private String email;
  private String name;
  private String passwordHash;
  private Instant createdAt;

  protected UserAccount() {}

  public UserAccount(String email, String name, String passwordHash, Instant createdAt) {
    this.id = Ids.next("usr_");
    this.email = normalized(email);
    this.name = name;
    this.passwordHash = passwordHash;
    this.createdAt = createdAt;
  }

  /** The one spelling under which an e-mail address is stored and looked up. */
  public static String normalized(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  public String id() {
    return id;
  }

  public String email() {
    return email;
  }

  public String name() {
    return name;
  }

  public String passwordHash() {
    return passwordHash;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
