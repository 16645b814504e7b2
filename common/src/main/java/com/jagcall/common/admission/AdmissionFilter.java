package com.jagcall.common.admission;

import com.jagcall.common.credential.ApiKey;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.ErrorWriter;
import com.jagcall.common.error.HttpErrors;
import com.jagcall.common.request.RequestId;
import com.jagcall.common.token.Tokens;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The door of every service. Names the request, refuses what is too large, and lets in on {@code
 * /v1} who has a credential and is within the limits, on {@code /internal} who is a service. Other
 * paths are the service's own, and so are websockets for which it issues tickets.
 */
@ApplicationScoped
public class AdmissionFilter {
  /** Before authentication (200) and everything else of Quarkus. */
  private static final int PRIORITY = 1_000;

  private static final String BEARER = "Bearer ";
  private static final Logger LOG = Logger.getLogger(AdmissionFilter.class);

  @Inject LimitsConfig limits;
  @Inject KeyAdmission keys;
  @Inject UserAdmission users;
  @Inject AddressLimit addresses;
  @Inject Tokens tokens;
  @Inject ErrorWriter errors;

  @ConfigProperty(name = "quarkus.application.name")
  String service;

  @ConfigProperty(name = "quarkus.http.limits.max-body-size")
  MemorySize maxBodySize;

  @ConfigProperty(name = "jagcall.body-seconds", defaultValue = "30")
  int bodySeconds;

  /**
   * A regular expression of whole paths of websockets that a ticket opens, which the path knows.
   */
  @ConfigProperty(name = "jagcall.ticketed-websockets")
  Optional<Pattern> ticketed;

  private EndpointTable endpoints;

  void register(@Observes Filters filters) {
    endpoints = new EndpointTable(limits.endpoint(), limits.read(), limits.write(), service);
    filters.register(this::filter, PRIORITY);
    // Reads the body as far as it may be, chunked or not; what is larger fails with 413.
    BodyHandler body = BodyHandler.create(false).setBodyLimit(maxBodySize.asLongValue());
    filters.register(context -> receive(body, context), PRIORITY - 1);
  }

  private void filter(RoutingContext context) {
    String requestId = RequestId.of(context.request().getHeader(RequestId.HEADER));
    MDC.put(RequestId.LOG_KEY, requestId);
    context.response().putHeader(RequestId.HEADER, requestId);
    if (hasBody(context.request())) {
      limitTime(context);
    }
    String path = context.normalizedPath();
    if (!isFramedAsWeReadIt(context.request())) {
      context.addEndHandler(answered -> context.request().connection().close());
      errors.write(context, ErrorCode.INVALID_REQUEST, "The only Transfer-Encoding is chunked.");
    } else if (path.indexOf(';') >= 0) {
      // REST drops what stands behind a semicolon: it would read another path than this filter.
      errors.write(context, ApiException.notFound());
    } else if (isTicketed(context.request(), path)) {
      admitTicket(context);
    } else if (path.startsWith("/v1/") || path.equals("/v1")) {
      admitClient(context, path);
    } else if (path.startsWith("/internal/") || path.equals("/internal")) {
      admitService(context);
    } else {
      context.next();
    }
  }

  /** A body that is still not whole, whether it is read or thrown away, ends its connection. */
  private void limitTime(RoutingContext context) {
    HttpServerRequest request = context.request();
    long timer =
        context
            .vertx()
            .setTimer(
                TimeUnit.SECONDS.toMillis(bodySeconds),
                late -> {
                  if (!request.isEnded()) {
                    request.connection().close();
                  }
                });
    context.addEndHandler(
        answered -> {
          if (request.isEnded()) {
            context.vertx().cancelTimer(timer);
          }
        });
  }

  /** With any other coding (RFC 9112, 6.1) the decoder takes the body for the next request. */
  private static boolean isFramedAsWeReadIt(HttpServerRequest request) {
    List<String> codings = request.headers().getAll("Transfer-Encoding");
    return codings.isEmpty() || codings.size() == 1 && "chunked".equalsIgnoreCase(codings.get(0));
  }

  private void receive(BodyHandler body, RoutingContext context) {
    HttpServerRequest request = context.request();
    if (context.get(Caller.KEY) == null || !hasBody(request)) {
      context.next();
    } else if (isForm(request)) {
      // The body handler would take it to pieces, and fail where there is no form.
      errors.write(context, HttpErrors.refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE.status()));
    } else {
      body.handle(context);
    }
  }

  private static boolean isForm(HttpServerRequest request) {
    String type =
        String.valueOf(request.getHeader("Content-Type")).strip().toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.getHeader("Transfer-Encoding") != null : !length.equals("0");
  }

  /** A browser cannot send a key with a websocket's handshake. */
  private boolean isTicketed(HttpServerRequest request, String path) {
    return ticketed.isPresent()
        && request.method() == HttpMethod.GET
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && ticketed.get().matcher(path).matches();
  }

  /** Nobody has a role here. Whose ticket is refused counts as one whose key is. */
  private void admitTicket(RoutingContext context) {
    String address = address(context.request());
    Quota quota = addresses.peek(address);
    if (!quota.admitted()) {
      tooMany(context, quota);
      return;
    }
    context.addEndHandler(
        answered -> {
          if (context.response().getStatusCode() == ErrorCode.FORBIDDEN.status()) {
            addresses.count(address);
          }
        });
    context.next();
  }

  private void admitService(RoutingContext context) {
    Optional<JsonWebToken> token =
        bearer(context.request()).flatMap(text -> tokens.verify(text, Tokens.SERVICE));
    if (token.isEmpty()) {
      errors.write(context, ErrorCode.INVALID_API_KEY, "This path is for the suite's services.");
      return;
    }
    context.put(Caller.KEY, Caller.service(token.get().getIssuer()));
    context.next();
  }

  private void admitClient(RoutingContext context, String path) {
    HttpServerRequest request = context.request();
    Endpoint endpoint = endpoints.find(request.method().name(), path);
    // The body must wait until whoever reads it is there.
    request.pause();
    decide(request, endpoint)
        .subscribe()
        .with(verdict -> carryOut(context, verdict), failure -> cannotTell(context, failure));
  }

  private Uni<Verdict> decide(HttpServerRequest request, Endpoint endpoint) {
    Optional<String> credential = bearer(request);
    if (credential.isEmpty()) {
      return Uni.createFrom().item(new Verdict.Refused(ErrorCode.MISSING_API_KEY));
    }
    String text = credential.get();
    if (text.indexOf('.') > 0) {
      return users.admit(text, endpoint);
    }
    // OAuth access tokens (jca_…) will be found here; until they are issued, none is valid.
    return ApiKey.parse(text)
        .map(key -> keys.admit(key, endpoint, address(request)))
        .orElse(Uni.createFrom().item(new Verdict.Refused(ErrorCode.INVALID_API_KEY)));
  }

  private void carryOut(RoutingContext context, Verdict verdict) {
    if (verdict instanceof Verdict.Admitted admitted) {
      putHeaders(context, admitted.quota());
      context.put(Caller.KEY, admitted.caller());
      context.next();
      context.request().resume();
    } else if (verdict instanceof Verdict.Limited limited) {
      tooMany(context, limited.quota());
    } else if (verdict instanceof Verdict.Refused refused) {
      refuse(context, refused.code());
    }
  }

  private void refuse(RoutingContext context, ErrorCode code) {
    Quota quota = addresses.count(address(context.request()));
    if (!quota.admitted()) {
      tooMany(context, quota);
      return;
    }
    putHeaders(context, quota);
    context.response().putHeader("WWW-Authenticate", "Bearer");
    errors.write(context, code, message(code));
  }

  private static String message(ErrorCode code) {
    return switch (code) {
      case MISSING_API_KEY ->
          "No API key was sent: add the header 'Authorization: Bearer jc_live_…'.";
      case EXPIRED_API_KEY -> "The API key provided has expired: create a new one.";
      default -> "The API key provided is invalid or has been revoked.";
    };
  }

  private void tooMany(RoutingContext context, Quota quota) {
    putHeaders(context, quota);
    long seconds = quota.retryAfterSeconds();
    context.response().putHeader("Retry-After", String.valueOf(seconds));
    errors.write(
        context,
        ErrorCode.RATE_LIMIT_EXCEEDED,
        "More than " + quota.limit() + " requests in a minute: retry after " + seconds + " s.");
  }

  private void cannotTell(RoutingContext context, Throwable failure) {
    LOG.warnf("Cannot check a credential: %s", failure);
    context.response().putHeader("Retry-After", "1");
    errors.write(
        context,
        ErrorCode.SERVICE_UNAVAILABLE,
        "API keys cannot be checked for the moment; send the request again shortly.");
  }

  private static void putHeaders(RoutingContext context, Quota quota) {
    context.response().putHeader("RateLimit-Policy", quota.policyHeader());
    context.response().putHeader("RateLimit", quota.stateHeader());
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).trim())
        : Optional.empty();
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? "unknown" : request.remoteAddress().hostAddress();
  }
}
