package com.jagcall.calls.billing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
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
@Path("/internal/holds")
interface BillingClient {

  @POST
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Done> hold(Hold hold);

  @POST
  @Path("{id}/extensions")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Done> extend(@RestPath String id, Extension extension);

  @POST
  @Path("{id}/captures")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Captured> capture(@RestPath String id, CaptureOne capture);

  @POST
  @Path("{id}/release")
  @Timeout(5_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500, skipOn = ApiException.class)
  Uni<Done> release(@RestPath String id, Release release);

  /**
   * @param destination E.164: it decides about the price
   * @param quantity seconds
   */
  record Hold(
      String holdId,
      String organizationId,
      Mode mode,
      String product,
      String destination,
      long quantity,
      int expiresInSeconds,
      Resource resource,
      String description) {}

  record Resource(String type, String id) {}

  /**
   * @param quantity how many seconds more
   */
  record Extension(String operationId, long quantity, int expiresInSeconds) {}

  /**
   * @param quantity seconds
   */
  record CaptureOne(String operationId, long quantity, @JsonProperty("final") boolean isFinal) {}

  record Release(String operationId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Done(String holdId, String status) {}

  /**
   * @param captured US dollars that were charged
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Captured(String holdId, String captured, String currency) {}

  /** The headers of a request to billing-service. */
  @ApplicationScoped
  class ToBilling extends ServiceCall {
    ToBilling() {
      super("billing-service");
    }
  }
}
