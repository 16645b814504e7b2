package com.jagcall.accounts.dashboard;

import com.jagcall.accounts.session.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** Where a newcomer lands: the way to the first request. */
@Path("/")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class StartPage {

  @CheckedTemplate(basePath = "dashboard")
  static class Templates {
    static native TemplateInstance start(String publicUrl);
  }

  private final DashboardConfig config;
  private final Html html;

  StartPage(DashboardConfig config, Html html) {
    this.config = config;
    this.html = html;
  }

  @GET
  public Uni<Response> show() {
    return html.page(Templates.start(config.publicUrl()));
  }

  @GET
  @Path("settings")
  public Response settings() {
    return html.goTo("/settings/api-keys");
  }
}
