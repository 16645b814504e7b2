package com.jagcall.accounts.page;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Answers of the dashboard to the request at hand. */
@RequestScoped
public class Html {
  public static final String TYPE = "text/html;charset=UTF-8";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final List<String> FOR_PROGRAMS = List.of("/v1", "/internal");

  private final HttpServerRequest request;

  Html(HttpServerRequest request) {
    this.request = request;
  }

  /** Whether the path belongs to the API rather than to the dashboard. */
  public static boolean isForPrograms(RoutingContext routing) {
    String path = routing.normalizedPath();
    return FOR_PROGRAMS.stream().anyMatch(api -> path.equals(api) || path.startsWith(api + "/"));
  }

  public Uni<Response> page(TemplateInstance page) {
    return page.createUni().map(text -> Response.ok(text, TYPE).build());
  }

  /** The piece of a page when a script asks for it, else the whole page. */
  public Uni<Response> dialog(TemplateInstance piece, TemplateInstance page) {
    return page(isAskedByScript() ? piece : page);
  }

  /**
   * Sends the browser to another page. The path stays relative: only the gateway knows under which
   * name it was reached. A script would follow a redirect itself and show the page in the wrong
   * place, so it is told in its own way.
   */
  public Response goTo(String path) {
    return isAskedByScript()
        ? Response.ok().header("HX-Redirect", path).build()
        : Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
  }

  public boolean isAskedByScript() {
    return request.getHeader("HX-Request") != null;
  }

  /** A time of day in UTC, to the minute. */
  @TemplateExtension
  public static String utc(Instant time) {
    return TIME.format(time);
  }
}
