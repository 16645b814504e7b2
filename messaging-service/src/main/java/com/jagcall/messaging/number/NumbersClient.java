package com.jagcall.messaging.number;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What is asked of numbers-service. */
@RegisterRestClient(configKey = "numbers")
@RegisterClientHeaders(NumbersClient.ToNumbers.class)
@RegisterProvider(NumbersClient.Refusals.class)
@Path("/internal/phone-numbers")
interface NumbersClient {

  /**
   * @throws ApiException {@code not_found}: nobody has the number in this mode
   */
  @GET
  @Path("{number}")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Owned> find(@RestPath String number, @RestQuery String mode);

  /** As much of a number as is read here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Owned(
      String phoneNumber,
      String organizationId,
      String agentId,
      List<String> capabilities,
      String status) {}

  /** The headers of a request to numbers-service. */
  @ApplicationScoped
  class ToNumbers extends ServiceCall {
    ToNumbers() {
      super("numbers-service");
    }
  }

  /** A number that nobody has breaks no circuit. */
  class Refusals implements ResponseExceptionMapper<RuntimeException> {
    private static final int NOT_FOUND = 404;

    @Override
    public RuntimeException toThrowable(Response response) {
      return response.getStatus() == NOT_FOUND ? ApiException.notFound() : null;
    }
  }
}
