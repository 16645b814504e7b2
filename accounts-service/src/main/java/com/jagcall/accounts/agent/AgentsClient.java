package com.jagcall.accounts.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the dashboard asks of agents-service, in the name of a user. */
@RegisterRestClient(configKey = "agents")
@Path("/v1/agents")
interface AgentsClient {

  @GET
  Uni<AgentList> list(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @QueryParam("page") int page,
      @QueryParam("per_page") int perPage);

  @GET
  @Path("/{id}")
  Uni<AgentDetail> find(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("id") String id);

  /** As much of one agent as its page shows; what it does not have is null. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AgentDetail(
      String id,
      String name,
      String status,
      String phoneNumber,
      String voiceId,
      String language,
      String firstMessage,
      String systemPrompt) {
    public boolean isActive() {
      return "active".equals(status);
    }
  }

  /** A page of agents, newest first. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AgentList(List<AgentSummary> data, Total pagination) {}

  /** As much of the pagination as is read here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Total(long total) {}

  /** As much of an agent as is read here. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AgentSummary(
      String id,
      String name,
      String status,
      String phoneNumber,
      String voiceId,
      String language,
      Instant createdAt) {}
}
