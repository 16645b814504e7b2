package com.jagcall.common.error;

import com.jagcall.common.request.RequestId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The envelope for refusals that no exception mapper sees. */
@Singleton
public class ErrorFallback {
  /** Before the framework's own failure handlers, which answer with HTML or nothing. */
  private static final int ORDER = -10_000;

  @Inject ErrorWriter errors;

  /** Refusals of the HTTP layer, and whatever fails outside of REST. */
  void register(@Observes Router router) {
    router.route().order(ORDER).failureHandler(this::handle);
  }

  private void handle(RoutingContext context) {
    errors.write(context, ErrorMappers.refusal(context.failure(), context.statusCode()));
  }

  /** Filters of the framework that end a request with a bare status. */
  @ServerResponseFilter
  public void fill(ContainerResponseContext response) {
    if (response.getStatus() >= 400 && !response.hasEntity()) {
      ApiException refusal = HttpErrors.refusal(response.getStatus());
      response.setEntity(
          ErrorBody.of(refusal.code(), refusal.getMessage(), RequestId.current(), List.of()),
          null,
          MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
