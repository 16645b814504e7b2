package com.jagcall.accounts.session;

import com.jagcall.accounts.page.Html;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.HttpErrors;
import com.jagcall.common.request.RequestId;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whoever is not signed in is asked to, on pages; what programs ask gets the envelope. */
public class SignInFirst {
  private static final int BEFORE_THE_ENVELOPE = Priorities.USER - 1_000;
  private static final int UNAUTHORIZED = 401;

  private final Html html;

  SignInFirst(Html html) {
    this.html = html;
  }

  @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_ENVELOPE)
  public Response signInFirst(RoutingContext routing) {
    return Html.isForPrograms(routing)
        ? envelope(HttpErrors.refusal(UNAUTHORIZED))
        : html.goTo(ReturnPath.loginFor(routing.normalizedPath()));
  }

  @ServerExceptionMapper(value = ForbiddenException.class, priority = BEFORE_THE_ENVELOPE)
  public Response notAllowed(RoutingContext routing) {
    return envelope(
        Html.isForPrograms(routing)
            ? HttpErrors.refusal(Response.Status.FORBIDDEN.getStatusCode())
            : new ApiException(
                ErrorCode.FORBIDDEN, "Only owners and admins of the organization may do this."));
  }

  private static Response envelope(ApiException refusal) {
    ErrorBody body =
        ErrorBody.of(refusal.code(), refusal.getMessage(), RequestId.current(), List.of());
    return Response.status(refusal.code().status())
        .entity(body)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}
