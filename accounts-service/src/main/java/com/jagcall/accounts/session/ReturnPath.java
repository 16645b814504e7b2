package com.jagcall.accounts.session;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where a log-in leads back to: a page of the dashboard, never another site. */
public final class ReturnPath {
  private static final String HOME = "/";

  /** One slash, then nothing that a browser could read as a host or a scheme. */
  private static final Pattern SAFE = Pattern.compile("/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?");

  private static final int MAX_LENGTH = 200;

  private ReturnPath() {}

  /** The path if it is one of ours, else the start page. */
  public static String of(String asked) {
    boolean safe = asked != null && asked.length() <= MAX_LENGTH && SAFE.matcher(asked).matches();
    return safe && !asked.equals("/login") ? asked : HOME;
  }

  /** The log-in page that leads back to a path. */
  public static String loginFor(String path) {
    String next = of(path);
    return next.equals(HOME)
        ? "/login"
        : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }
}
