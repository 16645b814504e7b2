package com.jagcall.common.guard;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An absolute http or https URL (RFC 3986) whose host is a name or an address in its one usual
 * spelling.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param port the scheme's own when the URL names none
 * @param pathAndQuery never empty
 */
public record TargetUrl(boolean isHttps, String host, int port, String pathAndQuery) {
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_HOST = 253;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Ports on which something listens that takes a request for its own protocol's commands. */
  private static final Set<Integer> OTHER_PROTOCOLS =
      Set.of(
          1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 79, 110, 111, 113,
          119, 123, 135, 137, 139, 143, 161, 179, 389, 445, 465, 512, 513, 514, 515, 587, 636, 873,
          993, 995, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 5060, 5061, 5432,
          5672, 5900, 6000, 6379, 9042, 9092, 9200, 9300, 10250, 11211, 27017);

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** What some resolvers take for an IPv4 address: a last label that is a number. */
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  /**
   * Reads a URL.
   *
   * @throws RefusedTargetException when it is none, or breaks a rule; the message repeats nothing
   *     of it
   */
  public static TargetUrl parse(String url, boolean isHttpAllowed) {
    require(url.length() <= MAX_LENGTH, "must be at most " + MAX_LENGTH + " characters");
    require(
        StandardCharsets.US_ASCII.newEncoder().canEncode(url),
        "must be ASCII: percent-encode the path, use punycode for the host");
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isHttps = scheme.equals("https");
    require(
        isHttps || isHttpAllowed && scheme.equals("http"),
        isHttpAllowed ? "must be an https or http URL" : "must be an https URL");
    require(uri.getRawUserInfo() == null, "must not contain a user name or password");
    require(uri.getRawFragment() == null, "must not contain a fragment");
    require(!isNumber(uri), "must write an IPv4 address as four decimal numbers");
    require(uri.getHost() != null, "must have a valid host");
    int port = uri.getPort() == -1 ? (isHttps ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
    require(port > 0 && port <= MAX_PORT, "must have a valid port");
    require(!OTHER_PROTOCOLS.contains(port), "must not use a port of another protocol than HTTP");
    return new TargetUrl(isHttps, host(uri.getHost()), port, pathAndQuery(uri));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new RefusedTargetException("must be a valid URL");
    }
  }

  /** java.net.URI knows no host in some of these spellings, so it is taken from the authority. */
  private static boolean isNumber(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String host = authority.replaceFirst(":[0-9]*$", "");
    return !host.startsWith("[")
        && ENDS_IN_NUMBER.matcher(host).matches()
        && !V4.matcher(host).matches();
  }

  private static String host(String written) {
    String host = written.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      require(!host.contains("%"), "must not name a network interface in its host");
      return host.substring(1, host.length() - 1);
    }
    require(host.length() <= MAX_HOST && NAME.matcher(host).matches(), "must have a valid host");
    return host;
  }

  private static String pathAndQuery(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static void require(boolean isKept, String rule) {
    if (!isKept) {
      throw new RefusedTargetException(rule);
    }
  }

  /** The value of the header {@code Host} (RFC 9110, 7.2): without the scheme's own port. */
  public String authority() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return port == (isHttps ? HTTPS_PORT : HTTP_PORT) ? bracketed : bracketed + ":" + port;
  }

  /** The address, when the host is one and not a name. */
  public Optional<InetAddress> literal() {
    if (!host.contains(":") && !V4.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      throw new RefusedTargetException("must have a valid host");
    }
  }

  /** Whether the name is one that RFC 6761 gives to the host itself. */
  boolean isLocalhost() {
    return host.equals("localhost") || host.endsWith(".localhost");
  }
}
