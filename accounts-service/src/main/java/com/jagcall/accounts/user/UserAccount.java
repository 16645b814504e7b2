package com.jagcall.accounts.user;

import com.jagcall.common.id.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A person who logs in to the dashboard. */
@Entity
@Table(name = "user_account")
public class UserAccount {
  @Id private String id;
  private String email;
  private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "created_at")
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
