package com.jagcall.accounts.start;

import com.jagcall.accounts.apikey.KeyRepository;
import com.jagcall.accounts.page.DashboardConfig;
import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.session.CurrentUser;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Where a newcomer lands: the way to the first request. */
@Path("/")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class StartResource {

  @CheckedTemplate(basePath = "dashboard")
  static class Templates {
    static native TemplateInstance start(String publicUrl, long activeKeys);
  }

  private final DashboardConfig config;
  private final KeyRepository keys;
  private final CurrentUser user;
  private final Html html;

  StartResource(DashboardConfig config, KeyRepository keys, CurrentUser user, Html html) {
    this.config = config;
    this.keys = keys;
    this.user = user;
    this.html = html;
  }

  @GET
  @WithSession
  public Uni<Response> show() {
    return keys.countActive(user.get().organizationId(), Instant.now())
        .chain(active -> html.page(Templates.start(config.publicUrl(), active)));
  }

  @GET
  @Path("settings")
  public Response settings() {
    return html.goTo("/settings/api-keys");
  }
}
