package com.jagcall.accounts.webhook;

import com.jagcall.accounts.page.Html;
import com.jagcall.accounts.session.CurrentUser;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Settings, Webhooks: what was sent to the endpoints, and what came of it. */
@Path("/settings/webhook-deliveries")
@Produces(Html.TYPE)
@RolesAllowed(CurrentUser.SIGNED_IN)
public class WebhookDeliveryResource {
  private static final Logger LOG = Logger.getLogger(WebhookDeliveryResource.class);
  private static final int PER_PAGE = 20;
  private static final int LAST_PAGE = 5_000;

  @CheckedTemplate(basePath = "webhook")
  static class Templates {
    static native TemplateInstance deliveries(
        List<Delivery> deliveries, Position position, List<String> choices);

    static native TemplateInstance deliveriesAway(Position position);

    static native TemplateInstance delivery(
        DeliveryDetail delivery, String mode, boolean manages, String notice);
  }

  private final Webhooks webhooks;
  private final CurrentUser user;
  private final Html html;

  WebhookDeliveryResource(Webhooks webhooks, CurrentUser user, Html html) {
    this.webhooks = webhooks;
    this.user = user;
    this.html = html;
  }

  /** Which part of which deliveries is shown; empty: all. */
  record Position(
      Mode mode, String endpoint, String event, String status, int hours, int page, long total) {

    Webhooks.Filter filter() {
      return new Webhooks.Filter(
          orNull(endpoint),
          orNull(event),
          orNull(status),
          hours == 0 ? null : Instant.now().minus(Duration.ofHours(hours)),
          page);
    }

    private static String orNull(String text) {
      return text.isEmpty() ? null : text;
    }

    Position of(long count) {
      return new Position(mode, endpoint, event, status, hours, page, count);
    }

    public boolean isTest() {
      return mode == Mode.TEST;
    }

    public boolean hasNext() {
      return (long) page * PER_PAGE < total;
    }

    /** The address of another page of the same list. */
    public String at(int other) {
      return "/settings/webhook-deliveries?mode=%s&endpoint=%s&event=%s&status=%s&hours=%d&page=%d"
          .formatted(mode.wire(), endpoint, event, status, hours, other);
    }

    public String next() {
      return at(page + 1);
    }

    public String previous() {
      return at(page - 1);
    }
  }

  @GET
  public Uni<Response> list(
      @RestQuery String mode,
      @RestQuery String endpoint,
      @RestQuery String event,
      @RestQuery String status,
      @RestQuery @DefaultValue("0") int hours,
      @RestQuery @DefaultValue("1") int page) {
    Position position =
        new Position(
            WebhookResource.mode(mode),
            word(endpoint),
            word(event),
            word(status),
            Math.max(0, hours),
            Math.max(1, Math.min(page, LAST_PAGE)),
            0);
    return webhooks
        .deliveries(position.mode(), position.filter(), PER_PAGE)
        .map(
            list ->
                Templates.deliveries(
                    list.data(),
                    position.of(list.pagination().total()),
                    EndpointForm.blank(position.mode()).choices()))
        .onFailure(failure -> !(failure instanceof ApiException))
        .invoke(failure -> LOG.warnf("Cannot list deliveries: %s", failure))
        .onFailure(failure -> !(failure instanceof ApiException))
        .recoverWithItem(() -> Templates.deliveriesAway(position))
        .chain(html::page);
  }

  /** What no name of ours has in it filters nothing. */
  private static String word(String text) {
    return text != null && text.matches("[A-Za-z0-9_.]{1,64}") ? text : "";
  }

  @GET
  @Path("/{mode}/{id}")
  public Uni<Response> show(@RestPath Mode mode, @RestPath String id, @RestQuery String done) {
    boolean manages = user.get().role().managesKeys();
    String notice = "replayed".equals(done) ? "The delivery is sent again." : null;
    String refused =
        "refused".equals(done) ? "The endpoint is disabled or deleted: nothing was sent." : notice;
    return webhooks
        .delivery(mode, id)
        .map(delivery -> Templates.delivery(delivery, mode.wire(), manages, refused))
        .chain(html::page);
  }

  @POST
  @Path("/{mode}/{id}/replay")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed(CurrentUser.MANAGES_KEYS)
  public Uni<Response> replay(@RestPath Mode mode, @RestPath String id) {
    String page = "/settings/webhook-deliveries/" + mode.wire() + "/" + id;
    return webhooks
        .replay(mode, id)
        .map(replayed -> html.goTo(page + "?done=replayed"))
        .onFailure(Refusal::isBehind)
        .recoverWithItem(() -> html.goTo(page + "?done=refused"));
  }

  /** Dates in pages of deliveries, to the second. */
  @TemplateExtension
  static final class Times {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String utcSeconds(Instant time) {
      return TIME.format(time);
    }
  }
}
