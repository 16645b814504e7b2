package com.jagcall.calls.number;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
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
@Path("/internal")
interface NumbersClient {

  /**
   * Whose a number is.
   *
   * @param mode {@code live} or {@code test}: a number can be one organization's in each
   * @throws ApiException {@code not_found}: nobody's
   */
  @GET
  @Path("phone-numbers/{number}")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<OwnedNumber> find(@RestPath String number, @RestQuery String mode);

  /** The headers of a request to numbers-service. */
  @ApplicationScoped
  class ToNumbers extends ServiceCall {
    ToNumbers() {
      super("numbers-service");
    }
  }

  /** A number that is nobody's breaks no circuit. */
  class Refusals implements ResponseExceptionMapper<RuntimeException> {
    private static final int NOT_FOUND = 404;

    @Override
    public RuntimeException toThrowable(Response response) {
      return response.getStatus() == NOT_FOUND ? ApiException.notFound() : null;
    }
  }
}
