package com.jagcall.accounts.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** The cookie that carries the session token; scripts cannot read it. */
final class SessionCookie {
  private static final String NAME = "jc_session";

  private SessionCookie() {}

  /** The token, or null. */
  static String read(RoutingContext routing) {
    Cookie cookie = routing.request().getCookie(NAME);
    return cookie == null ? null : cookie.getValue();
  }

  static void write(RoutingContext routing, String token, Duration lifetime) {
    Cookie cookie = cookie(routing.request(), token).setMaxAge(lifetime.toSeconds());
    routing.response().addCookie(cookie);
  }

  static void clear(RoutingContext routing) {
    routing.response().addCookie(cookie(routing.request(), "").setMaxAge(0));
  }

  private static Cookie cookie(HttpServerRequest request, String token) {
    return Cookie.cookie(NAME, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX)
        .setSecure(cameByHttps(request));
  }

  // The header needs no trust here: a client that makes it up only makes its own cookie stricter.
  private static boolean cameByHttps(HttpServerRequest request) {
    return request.isSSL()
        || "https".equals(request.scheme())
        || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
