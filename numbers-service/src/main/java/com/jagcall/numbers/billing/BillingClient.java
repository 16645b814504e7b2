package com.jagcall.numbers.billing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

/**
 * What is asked of billing-service. A refusal is an {@link ApiException}, and breaks no circuit.
 */
@RegisterRestClient(configKey = "billing")
@RegisterClientHeaders(BillingClient.ToBilling.class)
@RegisterProvider(BillingRefusals.class)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/internal")
interface BillingClient {

  @POST
  @Path("holds")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Held> hold(Hold hold);

  @POST
  @Path("holds/{id}/release")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Held> release(@RestPath String id, Release release);

  @POST
  @Path("ratings")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Rating> rate(Question question);

  /**
   * @param amount US dollars, as the API writes money; what the price list says is nothing to it
   * @param product under which it is counted, {@code quantity} months of it
   */
  record Hold(
      String holdId,
      String organizationId,
      Mode mode,
      String amount,
      String product,
      int quantity,
      int expiresInSeconds,
      Resource resource,
      String description) {}

  record Resource(String type, String id) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Held(String holdId, String status) {}

  record Release(String operationId) {}

  /**
   * @param quantity months
   */
  record Question(String product, int quantity) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Rating(String amount, String currency) {}

  /** The headers of a request to billing-service. */
  @ApplicationScoped
  class ToBilling extends ServiceCall {
    ToBilling() {
      super("billing-service");
    }
  }
}
