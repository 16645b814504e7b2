package com.jagcall.messaging.billing;

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
 * What is asked of billing-service. A refusal is an {@link ApiException} or {@link NoSuchPrice},
 * and breaks no circuit.
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
  @CircuitBreaker(
      requestVolumeThreshold = 20,
      delay = 500,
      skipOn = {ApiException.class, NoSuchPrice.class})
  Uni<Held> hold(Hold hold);

  @POST
  @Path("holds/{id}/release")
  @Timeout(5_000)
  @CircuitBreaker(
      requestVolumeThreshold = 20,
      delay = 500,
      skipOn = {ApiException.class, NoSuchPrice.class})
  Uni<Released> release(@RestPath String id, Release release);

  /**
   * @param destination the other side's number, by which the price is found; null: no matter where
   * @param quantity segments
   */
  record Hold(
      String holdId,
      String organizationId,
      Mode mode,
      String product,
      String destination,
      int quantity,
      int expiresInSeconds,
      Resource resource,
      String description) {}

  record Resource(String type, String id) {}

  /**
   * @param amount US dollars
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Held(String holdId, String amount) {}

  record Release(String operationId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Released(String holdId) {}

  /** The headers of a request to billing-service. */
  @ApplicationScoped
  class ToBilling extends ServiceCall {
    ToBilling() {
      super("billing-service");
    }
  }
}
