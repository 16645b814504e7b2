package com.jagcall.accounts.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the dashboard asks of calls-service, in the name of a user. */
@RegisterRestClient(configKey = "calls")
@Path("/v1/calls")
interface CallsClient {

  @POST
  @Path("/trials")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Trial> tryOut(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      NewTrial trial);

  /** Which agent, and how: {@code browser} or {@code chat}. */
  record NewTrial(String agentId, String channel) {}

  /** A call that the browser may begin once, at this path. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Trial(String callId, String path, boolean offline) {}
}
