package com.jagcall.local.stack;

import com.jagcall.local.secret.Secrets;
import java.io.IOException;

/**
 * How the first owner logs in to the dashboard: what the environment says, else an address that
 * goes nowhere and a password made for this stack.
 */
public record FirstLogin(String email, String password) {

  static FirstLogin of(Secrets secrets) throws IOException {
    String email = System.getenv("JAGCALL_OWNER_EMAIL");
    String password = System.getenv("JAGCALL_OWNER_PASSWORD");
    return new FirstLogin(
        email == null ? "owner@localhost" : email,
        password == null ? secrets.password("owner") : password);
  }
}
