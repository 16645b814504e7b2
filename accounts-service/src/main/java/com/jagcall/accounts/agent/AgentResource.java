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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;

/** The organization's agents, live or test, as agents-service answers them to this user. */
@Path("/agents")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class AgentResource {
  private static final Logger LOG = Logger.getLogger(AgentResource.class);
  private static final String SERVICE = "agents-service";
  private static final int PER_PAGE = 20;
  private static final int LAST_PAGE = 100_000;

  @CheckedTemplate(basePath = "agent")
  static class Templates {
    static native TemplateInstance list(
        List<AgentsClient.AgentSummary> agents, Position position, String publicUrl);

    static native TemplateInstance away(Position position);
  }

  private final AgentsClient agents;
  private final UserAdmission users;
  private final CurrentUser user;
  private final DashboardConfig config;
  private final Html html;

  AgentResource(
      @RestClient AgentsClient agents,
      UserAdmission users,
      CurrentUser user,
      DashboardConfig config,
      Html html) {
    this.agents = agents;
    this.users = users;
    this.user = user;
    this.config = config;
    this.html = html;
  }

  /** Which page of which mode is shown. */
  record Position(Mode mode, int page, long total) {
    public boolean isTest() {
      return mode == Mode.TEST;
    }

    public boolean hasNext() {
      return (long) page * PER_PAGE < total;
    }

    public int next() {
      return page + 1;
    }

    public int previous() {
      return page - 1;
    }
  }

  @GET
  public Uni<Response> list(@RestQuery String mode, @RestQuery @DefaultValue("1") int page) {
    if (!config.knowsAgents()) {
      throw ApiException.notFound();
    }
    Mode shown = "test".equals(mode) ? Mode.TEST : Mode.LIVE;
    int number = Math.max(1, Math.min(page, LAST_PAGE));
    return agents
        .list("Bearer " + token(shown), RequestId.current(), number, PER_PAGE)
        .map(list -> page(list, new Position(shown, number, list.pagination().total())))
        .onFailure()
        .invoke(failure -> LOG.warnf("Cannot list agents: %s", failure))
        .onFailure()
        .recoverWithItem(() -> Templates.away(new Position(shown, number, 0)))
        .chain(html::page);
  }

  private TemplateInstance page(AgentsClient.AgentList list, Position position) {
    return Templates.list(list.data(), position, config.publicUrl());
  }

  private String token(Mode mode) {
    SignedIn signedIn = user.get();
    Tenant tenant = new Tenant(signedIn.organizationId(), mode);
    return users.token(
        SERVICE, signedIn.userId(), tenant, signedIn.organizationTag(), Set.of(Scope.AGENTS_READ));
  }
}
