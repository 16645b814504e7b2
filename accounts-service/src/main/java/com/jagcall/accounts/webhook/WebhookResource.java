package com.jagcall.accounts.webhook;

import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.session.CurrentUser;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Settings, Webhooks: the endpoints. Every dialog is also a page, for a browser without scripts.
 */
@Path("/settings/webhooks")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class WebhookResource {
  private static final Logger LOG = Logger.getLogger(WebhookResource.class);
  private static final List<Integer> GRACES = List.of(0, 1, 24, 168);
  private static final List<Integer> REPLAYED_HOURS = List.of(1, 24, 168);

  @CheckedTemplate(basePath = "webhook")
  static class Templates {
    static native TemplateInstance list(
        List<Endpoint> endpoints, boolean test, boolean manages, String notice);

    static native TemplateInstance away(boolean test);

    static native TemplateInstance form(EndpointForm form);

    static native TemplateInstance formPage(EndpointForm form);

    static native TemplateInstance secret(String title, Endpoint endpoint, String back);

    static native TemplateInstance secretPage(String title, Endpoint endpoint, String back);

    static native TemplateInstance roll(Endpoint endpoint, String mode);

    static native TemplateInstance rollPage(Endpoint endpoint, String mode);

    static native TemplateInstance delete(Endpoint endpoint, String mode);

    static native TemplateInstance deletePage(Endpoint endpoint, String mode);

    static native TemplateInstance replay(Endpoint endpoint, String mode);

    static native TemplateInstance replayPage(Endpoint endpoint, String mode);
  }

  private final Webhooks webhooks;
  private final CurrentUser user;
  private final Html html;

  WebhookResource(Webhooks webhooks, CurrentUser user, Html html) {
    this.webhooks = webhooks;
    this.user = user;
    this.html = html;
  }

  @GET
  public Uni<Response> list(@RestQuery String mode, @RestQuery String done) {
    Mode shown = mode(mode);
    boolean isTest = shown == Mode.TEST;
    boolean manages = user.get().role().managesKeys();
    return webhooks
        .endpoints(shown)
        .map(endpoints -> Templates.list(endpoints, isTest, manages, notice(done)))
        .onFailure(failure -> !(failure instanceof ApiException))
        .invoke(failure -> LOG.warnf("Cannot list endpoints: %s", failure))
        .onFailure(failure -> !(failure instanceof ApiException))
        .recoverWithItem(() -> Templates.away(isTest))
        .chain(html::page);
  }

  private static String notice(String done) {
    if (done == null) {
      return null;
    }
    return switch (done) {
      case "changed" -> "The endpoint was changed.";
      case "deleted" -> "The endpoint was deleted. Its deliveries can still be seen.";
      case "disabled" -> "That did not work: the endpoint is disabled. Enable it first.";
      default ->
          done.matches("replayed-[0-9]{1,6}")
              ? done.substring("replayed-".length()) + " failed deliveries are sent again."
              : null;
    };
  }

  static Mode mode(String text) {
    return "test".equals(text) ? Mode.TEST : Mode.LIVE;
  }

  private static String home(Mode mode) {
    return mode == Mode.TEST ? "/settings/webhooks?mode=test&" : "/settings/webhooks?";
  }

  @GET
  @Path("/new")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> createForm(@RestQuery String mode) {
    return form(EndpointForm.blank(mode(mode)));
  }

  private Uni<Response> form(EndpointForm form) {
    return html.dialog(Templates.form(form), Templates.formPage(form));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> create(
      @RestForm String mode,
      @RestForm String url,
      @RestForm String description,
      @RestForm List<String> events) {
    EndpointForm form =
        new EndpointForm(
            null, mode(mode), text(url), text(description), all(events), true, java.util.Map.of());
    return webhooks
        .create(form.mode(), form.settings())
        .chain(made -> secret("Endpoint Created", made, form.mode()))
        .onFailure(Refusal::isBehind)
        .recoverWithUni(failure -> form(form.refused(Refusal.problems(failure))));
  }

  private static String text(String field) {
    return field == null ? "" : field;
  }

  private static List<String> all(List<String> events) {
    return events == null ? List.of() : List.copyOf(events);
  }

  private Uni<Response> secret(String title, Endpoint endpoint, Mode mode) {
    String back = home(mode).replaceFirst("[?&]$", "");
    return html.dialog(
        Templates.secret(title, endpoint, back), Templates.secretPage(title, endpoint, back));
  }

  @GET
  @Path("/{mode}/{id}")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> changeForm(@RestPath Mode mode, @RestPath String id) {
    return webhooks.endpoint(mode, id).chain(endpoint -> form(EndpointForm.of(endpoint, mode)));
  }

  @POST
  @Path("/{mode}/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> change(
      @RestPath Mode mode,
      @RestPath String id,
      @RestForm String url,
      @RestForm String description,
      @RestForm List<String> events,
      @RestForm String status) {
    EndpointForm form =
        new EndpointForm(
            id,
            mode,
            text(url),
            text(description),
            all(events),
            !"disabled".equals(status),
            java.util.Map.of());
    return webhooks
        .change(mode, id, form.settings())
        .map(changed -> html.goTo(home(mode) + "done=changed"))
        .onFailure(Refusal::isBehind)
        .recoverWithUni(failure -> form(form.refused(Refusal.problems(failure))));
  }

  @GET
  @Path("/{mode}/{id}/roll")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> rollForm(@RestPath Mode mode, @RestPath String id) {
    return webhooks
        .endpoint(mode, id)
        .chain(
            endpoint ->
                html.dialog(
                    Templates.roll(endpoint, mode.wire()),
                    Templates.rollPage(endpoint, mode.wire())));
  }

  @POST
  @Path("/{mode}/{id}/roll")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> roll(@RestPath Mode mode, @RestPath String id, @RestForm int grace) {
    if (!GRACES.contains(grace)) {
      throw ApiException.validation("grace", "There is no such choice.");
    }
    return webhooks.roll(mode, id, grace).chain(rolled -> secret("Secret Rolled", rolled, mode));
  }

  @GET
  @Path("/{mode}/{id}/delete")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> deleteForm(@RestPath Mode mode, @RestPath String id) {
    return webhooks
        .endpoint(mode, id)
        .chain(
            endpoint ->
                html.dialog(
                    Templates.delete(endpoint, mode.wire()),
                    Templates.deletePage(endpoint, mode.wire())));
  }

  @POST
  @Path("/{mode}/{id}/delete")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> delete(@RestPath Mode mode, @RestPath String id) {
    return webhooks.delete(mode, id).map(gone -> html.goTo(home(mode) + "done=deleted"));
  }

  @POST
  @Path("/{mode}/{id}/test")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> test(@RestPath Mode mode, @RestPath String id) {
    return webhooks
        .test(mode, id)
        .map(
            delivery ->
                html.goTo("/settings/webhook-deliveries/" + mode.wire() + "/" + delivery.id()))
        .onFailure(Refusal::isBehind)
        .recoverWithItem(() -> html.goTo(home(mode) + "done=disabled"));
  }

  @GET
  @Path("/{mode}/{id}/replay")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> replayForm(@RestPath Mode mode, @RestPath String id) {
    return webhooks
        .endpoint(mode, id)
        .chain(
            endpoint ->
                html.dialog(
                    Templates.replay(endpoint, mode.wire()),
                    Templates.replayPage(endpoint, mode.wire())));
  }

  @POST
  @Path("/{mode}/{id}/replay")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> replay(@RestPath Mode mode, @RestPath String id, @RestForm int hours) {
    if (!REPLAYED_HOURS.contains(hours)) {
      throw ApiException.validation("hours", "There is no such choice.");
    }
    return webhooks
        .replayFailed(mode, id, Instant.now().minus(Duration.ofHours(hours)))
        .map(done -> html.goTo(home(mode) + "done=replayed-" + done.replayed()))
        .onFailure(Refusal::isBehind)
        .recoverWithItem(() -> html.goTo(home(mode) + "done=disabled"));
  }
}
