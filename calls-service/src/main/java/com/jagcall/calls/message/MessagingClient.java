package com.jagcall.calls.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorBody;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.error.FieldError;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * What is asked of messaging-service. A refusal is an {@link ApiException}: asked no second time.
 */
@RegisterRestClient(configKey = "messaging")
@RegisterClientHeaders(MessagingClient.ToMessaging.class)
@RegisterProvider(MessagingClient.Refusals.class)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/internal/messages")
interface MessagingClient {

  /** Sends it once, however often it is asked for. Somebody waits on the telephone meanwhile. */
  @POST
  @Timeout(4_000)
  @Retry(maxRetries = 1, delay = 200, abortOn = ApiException.class)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Accepted> send(Wanted message);

  /**
   * A message.
   *
   * @param messageId {@code sms_…}
   * @param from E.164, of the organization
   * @param to E.164
   */
  record Wanted(
      String messageId,
      String organizationId,
      Mode mode,
      String agentId,
      String from,
      String to,
      String body,
      Map<String, String> metadata) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Accepted(String id, String status) {}

  /** The headers of a request to messaging-service. */
  @ApplicationScoped
  class ToMessaging extends ServiceCall {
    ToMessaging() {
      super("messaging-service");
    }
  }

  /** Passes on what is refused for a reason that a model can be told; all else is an outage. */
  class Refusals implements ResponseExceptionMapper<RuntimeException> {
    private static final int PAYMENT_REQUIRED = 402;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    @Override
    public RuntimeException toThrowable(Response response) {
      return switch (response.getStatus()) {
        case PAYMENT_REQUIRED ->
            new ApiException(ErrorCode.INSUFFICIENT_BALANCE, "The balance does not cover it.");
        case CONFLICT -> new ApiException(ErrorCode.CONFLICT, "It is another message's name.");
        case UNPROCESSABLE -> refused(response.readEntity(ErrorBody.class));
        default -> null;
      };
    }

    private static ApiException refused(ErrorBody body) {
      List<FieldError> details = body.error().details();
      boolean isOptedOut = ErrorCode.RECIPIENT_OPTED_OUT.wire().equals(body.error().code());
      return isOptedOut || details == null || details.isEmpty()
          ? new ApiException(
              isOptedOut ? ErrorCode.RECIPIENT_OPTED_OUT : ErrorCode.VALIDATION_ERROR,
              body.error().message())
          : ApiException.validation(details);
    }
  }
}
