package com.jagcall.local.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The path of a request, judged once and before anything else looks at it.
 *
 * <p>A gateway and the service behind it must read a path alike, or what is hidden here is
 * reachable there. So only canonical paths are routed: no empty, dot or matrix segments, no
 * backslash, none of these behind percent signs either. Everything else is answered as a path that
 * does not exist.
 *
 * @param verdict what may be done with the request
 * @param path the decoded path, for choosing a route; empty unless routable
 */
record RequestTarget(Verdict verdict, String path) {

  enum Verdict {
    ROUTABLE,
    /** Must not be seen from outside, or is spelled so that two readers could disagree on it. */
    HIDDEN,
    /** Not an origin-form target (RFC 9112, 3.2.1), or no URI: broken percent encoding and such. */
    MALFORMED
  }

  /** The first segments that belong to the inside: services' own calls and their management. */
  private static final Set<String> INSIDE = Set.of("internal", "q");

  /** Deep enough for every honest client; what is still encoded after it hides something. */
  private static final int MAX_DECODINGS = 4;

  /**
   * Reads the target of a request line.
   *
   * @param uri as it stood in the request line, query included
   */
  static RequestTarget of(String uri) {
    if (!uri.startsWith("/") || !isVisibleAscii(uri) || uri.indexOf('#') >= 0) {
      return new RequestTarget(Verdict.MALFORMED, "");
    }
    int query = uri.indexOf('?');
    String path;
    try {
      path = decode(query < 0 ? uri : uri.substring(0, query));
    } catch (IllegalArgumentException brokenEncoding) {
      return new RequestTarget(Verdict.MALFORMED, "");
    }
    if (!isCanonical(path) || !isCanonicalHoweverOftenDecoded(path)) {
      return new RequestTarget(Verdict.HIDDEN, "");
    }
    return isUri(uri)
        ? new RequestTarget(Verdict.ROUTABLE, path)
        : new RequestTarget(Verdict.MALFORMED, "");
  }

  /** Query included: what is no URI a service refuses with an empty answer, before any filter. */
  private static boolean isUri(String uri) {
    try {
      new URI(uri);
      return true;
    } catch (URISyntaxException notOne) {
      return false;
    }
  }

  private static boolean isVisibleAscii(String uri) {
    return uri.chars().allMatch(character -> character > 0x20 && character < 0x7f);
  }

  private static boolean isCanonical(String path) {
    if (path.indexOf('\\') >= 0 || path.indexOf(';') >= 0 || path.contains("//")) {
      return false;
    }
    String[] segments = path.substring(1).split("/", -1);
    for (String segment : segments) {
      if (segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return !INSIDE.contains(segments[0].toLowerCase(Locale.ROOT));
  }

  private static boolean isCanonicalHoweverOftenDecoded(String once) {
    String path = once;
    for (int i = 0; i < MAX_DECODINGS && path.indexOf('%') >= 0; i++) {
      try {
        path = decode(path);
      } catch (IllegalArgumentException plainPercentSign) {
        return true;
      }
      if (!isCanonical(path)) {
        return false;
      }
    }
    return path.indexOf('%') < 0;
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = new byte[text.length() * 3];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '%') {
        bytes[length++] = (byte) hexByte(text, i);
        i += 2;
      } else {
        byte[] encoded = String.valueOf(character).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int hexByte(String text, int percent) {
    if (percent + 2 >= text.length()) {
      throw new IllegalArgumentException("percent sign without two digits");
    }
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("percent sign without two hexadecimal digits");
    }
    return high * 16 + low;
  }
}
