package com.jagcall.calls.sip;

import java.util.Objects;

/** User name and password of SIP digest authentication. The password shows up in no string. */
public record Credentials(String username, String password) {

  public Credentials {
    Objects.requireNonNull(username);
    Objects.requireNonNull(password);
  }

  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
