package com.jagcall.calls.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Answers a trunk's challenges (RFC 3261 section 22, RFC 8760): MD5 and SHA-256, with {@code
 * qop=auth} or none. The last challenge is remembered, and requests after it carry an answer from
 * the start, with the nonce's count going up.
 */
final class DigestAnswers {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Credentials credentials;
  private Challenge challenge;
  private int count;

  DigestAnswers(Credentials credentials) {
    this.credentials = credentials;
  }

  record Challenge(
      boolean proxy,
      String realm,
      String nonce,
      String opaque,
      String algorithm,
      boolean auth,
      boolean stale) {}

  /** Takes in the challenge of a 401 or 407; null if it has none that we can answer. */
  Challenge take(Response response) {
    boolean proxy = response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    Iterator<?> headers =
        response.getHeaders(proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME);
    Challenge best = null;
    while (headers.hasNext()) {
      Challenge next = read((WWWAuthenticateHeader) headers.next(), proxy);
      if (next != null && (best == null || next.algorithm.startsWith("SHA"))) {
        best = next;
      }
    }
    if (best != null) {
      if (challenge == null || !best.nonce.equals(challenge.nonce)) {
        count = 0;
      }
      challenge = best;
    }
    return best;
  }

  private static Challenge read(WWWAuthenticateHeader header, boolean proxy) {
    String algorithm =
        header.getAlgorithm() == null ? "MD5" : header.getAlgorithm().toUpperCase(Locale.ROOT);
    String qop = header.getQop();
    boolean auth = qop != null && (", " + qop + ",").replace(" ", "").contains(",auth,");
    if (header.getNonce() == null
        || header.getRealm() == null
        || !(algorithm.equals("MD5") || algorithm.equals("SHA-256"))
        || (qop != null && !auth)) {
      return null;
    }
    return new Challenge(
        proxy,
        header.getRealm(),
        header.getNonce(),
        header.getOpaque(),
        algorithm,
        auth,
        header.isStale());
  }

  /** Adds an answer to the last challenge, if there was one. */
  void authorize(Request request) {
    if (challenge == null) {
      return;
    }
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = challenge.proxy ? "Proxy-Authorization" : "Authorization";
    String uri = request.getRequestURI().toString();
    Messages.header(
        request, name, answer(request.getMethod(), uri, HexFormat.of().formatHex(random)));
  }

  private String answer(String method, String uri, String cnonce) {
    String nc = String.format(Locale.ROOT, "%08x", ++count);
    String ha1 =
        hash(challenge.algorithm, credentials.username(), challenge.realm, credentials.password());
    String ha2 = hash(challenge.algorithm, method, uri);
    String response =
        challenge.auth
            ? hash(challenge.algorithm, ha1, challenge.nonce, nc, cnonce, "auth", ha2)
            : hash(challenge.algorithm, ha1, challenge.nonce, ha2);
    StringBuilder value =
        new StringBuilder("Digest username=\"").append(quoted(credentials.username()));
    value
        .append("\", realm=\"")
        .append(challenge.realm)
        .append("\", nonce=\"")
        .append(challenge.nonce);
    value.append("\", uri=\"").append(uri).append("\", response=\"").append(response);
    value.append("\", algorithm=").append(challenge.algorithm);
    if (challenge.opaque != null) {
      value.append(", opaque=\"").append(challenge.opaque).append('"');
    }
    if (challenge.auth) {
      value.append(", qop=auth, nc=").append(nc).append(", cnonce=\"").append(cnonce).append('"');
    }
    return value.toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** H of the parts with colons between them, in lower-case hexadecimal. */
  static String hash(String algorithm, String... parts) {
    try {
      MessageDigest digest =
          MessageDigest.getInstance(algorithm.equals("SHA-256") ? "SHA-256" : "MD5");
      return HexFormat.of()
          .formatHex(digest.digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
