package com.jagcall.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.jagcall.common.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the dashboard asks of webhooks-service, in the name of a user. */
@RegisterRestClient(configKey = "webhooks")
@Path("/v1/webhooks")
interface WebhooksClient {
  String AUTHORIZATION = "Authorization";

  @GET
  @Path("/endpoints")
  Uni<EndpointList> endpoints(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @QueryParam("per_page") int perPage);

  @GET
  @Path("/endpoints/{id}")
  Uni<Endpoint> endpoint(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  @POST
  @Path("/endpoints")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Endpoint> create(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      EndpointSettings settings);

  @PATCH
  @Path("/endpoints/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Endpoint> change(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id,
      EndpointSettings settings);

  @DELETE
  @Path("/endpoints/{id}")
  Uni<Void> delete(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  @POST
  @Path("/endpoints/{id}/roll-secret")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Endpoint> roll(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id,
      Roll roll);

  @POST
  @Path("/endpoints/{id}/test")
  Uni<Delivery> test(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  @POST
  @Path("/endpoints/{id}/replay-failed")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Replayed> replayFailed(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id,
      Since since);

  @GET
  @Path("/deliveries")
  Uni<DeliveryList> deliveries(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @QueryParam("endpoint") String endpoint,
      @QueryParam("event") String event,
      @QueryParam("status") String status,
      @QueryParam("created_after") Instant createdAfter,
      @QueryParam("page") int page,
      @QueryParam("per_page") int perPage);

  @GET
  @Path("/deliveries/{id}")
  Uni<DeliveryDetail> delivery(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  @POST
  @Path("/deliveries/{id}/replay")
  Uni<Delivery> replay(
      @HeaderParam(AUTHORIZATION) String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  /** What is set on an endpoint; what is null is not said, but an empty description is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EndpointSettings(String url, String description, List<String> events, String status) {}

  /** How a secret is rolled. */
  record Roll(int graceHours) {}

  /** From when on failed deliveries are replayed. */
  record Since(Instant since) {}

  /** How many were. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Replayed(int replayed, boolean hasMore) {}

  /** An organization's endpoints, newest first. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record EndpointList(List<Endpoint> data) {}

  /** A page of deliveries, newest first. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record DeliveryList(List<Delivery> data, Total pagination) {}

  /** As much of the pagination as is read here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Total(long total) {}
}
