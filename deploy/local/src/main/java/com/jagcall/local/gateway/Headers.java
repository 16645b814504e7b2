package com.jagcall.local.gateway;

import com.jagcall.common.request.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which headers cross the gateway, and which ones it writes itself. */
final class Headers {

  /** They speak of one connection, not of the message (RFC 9110, 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * What a client could pretend with: only the gateway says who called. Expect has been answered
   * here, Content-Length is written anew.
   */
  private static final Set<String> WRITTEN_HERE =
      Set.of("content-length", "expect", "forwarded", "host", "x-real-ip", "x-request-id");

  private Headers() {}

  /** Copies what may go on to the service, and adds who called whom under which request id. */
  static void toUpstream(HttpServerRequest request, String requestId, MultiMap target) {
    copyEndToEnd(
        request.headers(),
        target,
        name -> WRITTEN_HERE.contains(name) || name.startsWith("x-forwarded-"));
    String host = request.getHeader(HttpHeaders.HOST);
    target.set(HttpHeaders.HOST, host);
    target.set("X-Forwarded-For", request.remoteAddress().hostAddress());
    target.set("X-Forwarded-Proto", request.scheme());
    target.set("X-Forwarded-Host", host);
    // Services build the addresses they hand out from these, and take the port from here alone.
    target.set("X-Forwarded-Port", Integer.toString(portOf(request)));
    target.set(RequestId.HEADER, requestId);
  }

  private static int portOf(HttpServerRequest request) {
    int port = request.authority().port();
    return port > 0 ? port : request.isSSL() ? 443 : 80;
  }

  /** Copies what may go back to the client; the request id is there whatever the service did. */
  static void toClient(MultiMap answered, String requestId, MultiMap target) {
    copyEndToEnd(answered, target, name -> false);
    if (!target.contains(RequestId.HEADER)) {
      target.set(RequestId.HEADER, requestId);
    }
  }

  private static void copyEndToEnd(MultiMap source, MultiMap target, Predicate<String> leaveOut) {
    Set<String> named = namedByConnection(source);
    for (Map.Entry<String, String> header : source) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name) && !named.contains(name) && !leaveOut.test(name)) {
        target.add(header.getKey(), header.getValue());
      }
    }
  }

  private static Set<String> namedByConnection(MultiMap headers) {
    Set<String> named = new HashSet<>();
    for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String option : value.split(",")) {
        named.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }
}
