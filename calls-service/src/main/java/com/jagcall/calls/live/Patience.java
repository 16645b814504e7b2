package com.jagcall.calls.live;

import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Every 429 says when to come again, those of a bound on open streams too. */
class Patience {
  private static final int TOO_MANY_REQUESTS = 429;

  @ServerResponseFilter
  public void tell(ContainerResponseContext response) {
    if (response.getStatus() == TOO_MANY_REQUESTS) {
      response.getHeaders().putIfAbsent("Retry-After", List.of("5"));
    }
  }
}
