package com.jagcall.accounts.page;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nothing but forms change anything through the dashboard, and no form of another site. The
 * CSRF filter checks the token of forms only: an empty body or one of another kind would pass it.
 */
public class FormsOnly {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @ServerRequestFilter
  public void check(ContainerRequestContext request, RoutingContext routing) {
    if (HARMLESS.contains(request.getMethod()) || Html.isForPrograms(routing)) {
      return;
    }
    // Not what is merely compatible: the CSRF filter does not look for a token in "*/*".
    if (!FormText.isType(request.getHeaderString("Content-Type"))) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Only the pages' forms do this.");
    }
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null && !OWN_SITE.contains(site)) {
      throw new ApiException(ErrorCode.INVALID_REQUEST, "This form belongs to another site.");
    }
  }
}
