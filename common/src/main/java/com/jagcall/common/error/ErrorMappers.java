package com.jagcall.common.error;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.jagcall.common.request.RequestId;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.CompositeException;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a resource becomes the envelope; what was no refusal is logged in full. */
public class ErrorMappers {
  private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

  /** What the same request may be answered otherwise a moment later. */
  private static final Set<ErrorCode> PASSES =
      EnumSet.of(ErrorCode.RATE_LIMIT_EXCEEDED, ErrorCode.SERVICE_UNAVAILABLE);

  private static final int UNAUTHORIZED = 401;
  private static final int INTERNAL_ERROR = 500;

  @Inject SecurityIdentity identity;

  @ServerExceptionMapper
  public RestResponse<ErrorBody> refusal(ApiException refusal) {
    if (refusal.getCause() != null) {
      LOG.warnf(refusal.getCause(), "Answering %s", refusal.code());
    }
    return answer(refusal);
  }

  @ServerExceptionMapper
  public RestResponse<ErrorBody> brokenRules(ConstraintViolationException broken) {
    List<FieldError> details =
        broken.getConstraintViolations().stream()
            .map(ErrorMappers::fieldError)
            .distinct()
            .sorted((a, b) -> a.field().compareTo(b.field()))
            .toList();
    return answer(ApiException.validation(details));
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public RestResponse<ErrorBody> nobody(SecurityException ignored) {
    return answer(HttpErrors.refusal(UNAUTHORIZED));
  }

  @ServerExceptionMapper
  public RestResponse<ErrorBody> notAllowed(ForbiddenException ignored) {
    String held = String.join(", ", new TreeSet<>(identity.getRoles()));
    return answer(
        new ApiException(
            ErrorCode.INSUFFICIENT_SCOPE,
            "The credential lacks the scope this operation needs; it has: " + held + "."));
  }

  @ServerExceptionMapper({MismatchedInputException.class, InvalidFormatException.class})
  public RestResponse<ErrorBody> wrongType(MismatchedInputException wrong) {
    return answer(JsonErrors.refusal(wrong));
  }

  @ServerExceptionMapper
  public RestResponse<ErrorBody> noJson(JacksonException broken) {
    return answer(JsonErrors.refusal(broken));
  }

  @ServerExceptionMapper
  public RestResponse<ErrorBody> byFramework(WebApplicationException failure) {
    if (failure.getCause() instanceof JacksonException json) {
      return answer(JsonErrors.refusal(json));
    }
    int status = failure.getResponse().getStatus();
    if (status < 400) {
      return RestResponse.ResponseBuilder.<ErrorBody>create(status)
          .location(failure.getResponse().getLocation())
          .build();
    }
    ApiException refusal = HttpErrors.refusal(status);
    if (refusal.code() == ErrorCode.INTERNAL_ERROR) {
      LOG.error("Request failed", failure);
    }
    RestResponse<ErrorBody> answer = answer(refusal);
    Object allow = failure.getResponse().getHeaders().getFirst("Allow");
    if (allow != null) {
      answer.getHeaders().putSingle("Allow", allow);
    }
    return answer;
  }

  /**
   * What failed first, then that it could not be rolled back: the database has done that itself.
   */
  @ServerExceptionMapper
  public RestResponse<ErrorBody> andThenTheRollBack(CompositeException failures) {
    return failures.getCauses().get(0) instanceof ApiException refusal
        ? refusal(refusal)
        : anythingElse(failures);
  }

  @ServerExceptionMapper
  public RestResponse<ErrorBody> anythingElse(Throwable failure) {
    return answer(refusal(failure, INTERNAL_ERROR));
  }

  /**
   * What to say of a failure that is no refusal of ours; it is logged here.
   *
   * @param failure null when there is only a status
   * @param status what the HTTP layer would answer
   */
  static ApiException refusal(Throwable failure, int status) {
    if (failure == null || status != INTERNAL_ERROR) {
      return HttpErrors.refusal(status);
    }
    if (Outage.isBehind(failure)) {
      LOG.warnf("A dependency is away: %s", failure);
      return ApiException.unavailable(null);
    }
    LOG.error("Request failed", failure);
    return HttpErrors.refusal(INTERNAL_ERROR);
  }

  private static RestResponse<ErrorBody> answer(ApiException refusal) {
    RestResponse<ErrorBody> answer = body(refusal);
    if (PASSES.contains(refusal.code())) {
      answer.getHeaders().putSingle("Retry-After", "1");
    }
    return answer;
  }

  private static RestResponse<ErrorBody> body(ApiException refusal) {
    return RestResponse.ResponseBuilder.<ErrorBody>create(refusal.code().status())
        .entity(
            ErrorBody.of(
                refusal.code(), refusal.getMessage(), RequestId.current(), refusal.details()))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private static FieldError fieldError(ConstraintViolation<?> violation) {
    return new FieldError(FieldPath.of(violation.getPropertyPath()), violation.getMessage());
  }
}
