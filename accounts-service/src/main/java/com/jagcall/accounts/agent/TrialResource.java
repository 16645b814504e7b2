package com.jagcall.accounts.agent;

import com.jagcall.accounts.page.DashboardConfig;
import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.session.CurrentUser;
import com.jagcall.accounts.session.SignedIn;
import com.jagcall.common.admission.UserAdmission;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.request.RequestId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** One agent, and a talk or a chat with it in the browser. */
@Path("/agents/{mode}/{id}")
@RolesAllowed(CurrentUser.SIGNED_IN)
public class TrialResource {
  private static final Logger LOG = Logger.getLogger(TrialResource.class);
  private static final Set<String> CHANNELS = Set.of("browser", "chat");

  @CheckedTemplate(basePath = "agent")
  static class Templates {
    static native TemplateInstance show(AgentsClient.AgentDetail agent, String mode);

    static native TemplateInstance oneAway(String mode);
  }

  private final AgentsClient agents;
  private final CallsClient calls;
  private final UserAdmission users;
  private final CurrentUser user;
  private final DashboardConfig config;
  private final Html html;

  TrialResource(
      @RestClient AgentsClient agents,
      @RestClient CallsClient calls,
      UserAdmission users,
      CurrentUser user,
      DashboardConfig config,
      Html html) {
    this.agents = agents;
    this.calls = calls;
    this.users = users;
    this.user = user;
    this.config = config;
    this.html = html;
  }

  @GET
  @Produces(Html.TYPE)
  public Uni<Response> show(@RestPath Mode mode, @RestPath String id) {
    if (!config.knowsAgents()) {
      throw ApiException.notFound();
    }
    return agents
        .find(token("agents-service", mode, Scope.AGENTS_READ), RequestId.current(), id)
        .map(agent -> Templates.show(agent, mode.wire()))
        .onFailure(failure -> status(failure) == 404)
        .transform(failure -> ApiException.notFound())
        .onFailure(failure -> !(failure instanceof ApiException))
        .invoke(failure -> LOG.warnf("Cannot show an agent: %s", failure))
        .onFailure(failure -> !(failure instanceof ApiException))
        .recoverWithItem(() -> Templates.oneAway(mode.wire()))
        .chain(html::page);
  }

  @POST
  @Path("/trials")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<TrialAnswer> tryOut(
      @RestPath Mode mode, @RestPath String id, @RestForm String channel) {
    if (!config.knowsCalls() || !CHANNELS.contains(channel)) {
      throw ApiException.notFound();
    }
    return calls
        .tryOut(
            token("calls-service", mode, Scope.CALLS_WRITE),
            RequestId.current(),
            new CallsClient.NewTrial(id, channel))
        .map(TrialAnswer::of)
        .onFailure()
        .invoke(failure -> LOG.infof("Cannot try an agent out: %s", failure))
        .onFailure()
        .recoverWithItem(failure -> TrialAnswer.problem(problem(status(failure))));
  }

  private static String problem(int status) {
    return switch (status) {
      case 409 -> "Too many talks are about to begin. Wait a minute, then try again.";
      case 422 -> "This agent is gone or is not active. Load the page again.";
      case 429 -> "That was often. Wait a minute, then try again.";
      default -> "Calls cannot be made at this moment. Try again in a minute.";
    };
  }

  /** What another service answered; 0: nothing. */
  private static int status(Throwable failure) {
    return failure instanceof WebApplicationException refused
        ? refused.getResponse().getStatus()
        : 0;
  }

  private String token(String service, Mode mode, String scope) {
    SignedIn signedIn = user.get();
    Tenant tenant = new Tenant(signedIn.organizationId(), mode);
    return "Bearer "
        + users.token(
            service, signedIn.userId(), tenant, signedIn.organizationTag(), Set.of(scope));
  }
}
