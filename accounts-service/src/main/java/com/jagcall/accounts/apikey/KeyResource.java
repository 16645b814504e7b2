package com.jagcall.accounts.apikey;

import com.jagcall.accounts.page.DashboardConfig;
import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.session.CurrentUser;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Settings, API Keys. Every dialog is also a page, for a browser without scripts. */
@Path("/settings/api-keys")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class KeyResource {

  @CheckedTemplate(basePath = "apikey")
  static class Templates {
    static native TemplateInstance list(
        List<KeyView> keys, boolean manages, long active, int limit, String notice);

    static native TemplateInstance create(KeyForm form);

    static native TemplateInstance createPage(KeyForm form);

    static native TemplateInstance created(
        String title, String name, String key, String oldKey, String curl);

    static native TemplateInstance createdPage(
        String title, String name, String key, String oldKey, String curl);

    static native TemplateInstance revoke(KeyView key);

    static native TemplateInstance revokePage(KeyView key);

    static native TemplateInstance roll(KeyView key, Grace[] graces, String problem);

    static native TemplateInstance rollPage(KeyView key, Grace[] graces, String problem);
  }

  private final KeyRepository keys;
  private final KeyLifecycle lifecycle;
  private final CurrentUser user;
  private final Validator validator;
  private final Html html;
  private final DashboardConfig config;

  KeyResource(
      KeyRepository keys,
      KeyLifecycle lifecycle,
      CurrentUser user,
      Validator validator,
      Html html,
      DashboardConfig config) {
    this.keys = keys;
    this.lifecycle = lifecycle;
    this.user = user;
    this.validator = validator;
    this.html = html;
    this.config = config;
  }

  @GET
  @WithSession
  public Uni<Response> list(@RestQuery String done) {
    Instant now = Instant.now();
    return keys.list(organization(), now)
        .map(listed -> listed.stream().map(key -> KeyView.of(key, now)).toList())
        .chain(views -> html.page(listPage(views, done)));
  }

  private TemplateInstance listPage(List<KeyView> views, String done) {
    long active = views.stream().filter(KeyView::active).count();
    boolean manages = user.get().role().managesKeys();
    return Templates.list(views, manages, active, KeyLifecycle.MAX_ACTIVE, notice(done));
  }

  private static String notice(String done) {
    return "revoked".equals(done) ? "The key was revoked. It is refused from now on." : null;
  }

  @GET
  @Path("/new")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> createForm() {
    return createForm(KeyForm.blank());
  }

  private Uni<Response> createForm(KeyForm form) {
    return html.dialog(Templates.create(form), Templates.createPage(form));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> create(
      @RestForm String name,
      @RestForm String mode,
      @RestForm List<String> scopes,
      @RestForm("expires_in_days") String expiresInDays) {
    String stripped = name == null ? null : name.strip();
    List<String> chosen = scopes == null ? List.of() : List.copyOf(scopes);
    KeyForm form =
        KeyForm.checked(new KeyForm.Fields(stripped, mode, chosen, expiresInDays), validator);
    if (!form.isSound()) {
      return createForm(form);
    }
    return lifecycle
        .create(organization(), form.settings(Instant.now()), user.get().userId())
        .chain(created -> show(created, "API Key Created", null))
        .onFailure(KeyResource::isConflict)
        .recoverWithUni(refused -> createForm(form.refused(refused.getMessage())));
  }

  private Uni<Response> show(NewKey created, String title, String oldKey) {
    String name = created.issued().name();
    String key = created.key().text();
    String curl = config.listAgents(key);
    return html.dialog(
        Templates.created(title, name, key, oldKey, curl),
        Templates.createdPage(title, name, key, oldKey, curl));
  }

  @GET
  @Path("/{id}/revoke")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  @WithSession
  public Uni<Response> revokeForm(@RestPath String id) {
    return view(id).chain(key -> html.dialog(Templates.revoke(key), Templates.revokePage(key)));
  }

  @POST
  @Path("/{id}/revoke")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> revoke(@RestPath String id) {
    return lifecycle
        .revoke(organization(), id)
        .map(key -> html.goTo("/settings/api-keys?done=revoked"));
  }

  @GET
  @Path("/{id}/roll")
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  @WithSession
  public Uni<Response> rollForm(@RestPath String id) {
    return rollForm(id, null);
  }

  private Uni<Response> rollForm(String id, String problem) {
    return view(id)
        .chain(
            key ->
                html.dialog(
                    Templates.roll(key, Grace.values(), problem),
                    Templates.rollPage(key, Grace.values(), problem)));
  }

  @POST
  @Path("/{id}/roll")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> roll(@RestPath String id, @RestForm String grace) {
    Grace chosen =
        Grace.of(grace)
            .orElseThrow(() -> ApiException.validation("grace", "There is no such choice."));
    return lifecycle
        .roll(organization(), id, chosen, user.get().userId())
        .chain(rolled -> show(rolled.successor(), "API Key Rolled", lifeOf(rolled.old())))
        .onFailure(KeyResource::isConflict)
        .recoverWithUni(refused -> rollForm(id, refused.getMessage()));
  }

  private static String lifeOf(IssuedKey old) {
    return old.revokedAt() == null
        ? "The old key works until " + Html.utc(old.expiresAt()) + " UTC."
        : "The old key is refused from now on.";
  }

  private Uni<KeyView> view(String id) {
    return keys.find(organization(), id)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .map(key -> KeyView.of(key, null, false, Instant.now()));
  }

  private String organization() {
    return user.get().organizationId();
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof ApiException refused && refused.code() == ErrorCode.CONFLICT;
  }
}
