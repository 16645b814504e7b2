package com.jagcall.local.gateway;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The name a request goes by in answers and in every service's log. */
final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** What the client sent when it can be logged without harm, else a new one. */
  static String of(String sent) {
    return sent != null && SANE.matcher(sent).matches() ? sent : next();
  }

  private static String next() {
    StringBuilder id = new StringBuilder("req_");
    RANDOM.ints(20, 0, BASE62.length()).forEach(index -> id.append(BASE62.charAt(index)));
    return id.toString();
  }
}
