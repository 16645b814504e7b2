package com.jagcall.accounts.session;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Set;

/** The user who asks for the page at hand. */
@Named("user")
@RequestScoped
public class CurrentUser {
  /** The role of everyone who is signed in to the dashboard. */
  public static final String SIGNED_IN = "dashboard";

  /** The role of those who may create, roll and revoke API keys. */
  public static final String MANAGES_KEYS = "dashboard:manage-keys";

  static final String ATTRIBUTE = "com.jagcall.accounts.signed-in";

  private final SecurityIdentity identity;

  CurrentUser(SecurityIdentity identity) {
    this.identity = identity;
  }

  static Set<String> rolesOf(SignedIn signedIn) {
    return signedIn.role().managesKeys() ? Set.of(SIGNED_IN, MANAGES_KEYS) : Set.of(SIGNED_IN);
  }

  public boolean isSignedIn() {
    return identity.getAttribute(ATTRIBUTE) != null;
  }

  public SignedIn get() {
    return identity.getAttribute(ATTRIBUTE);
  }
}
