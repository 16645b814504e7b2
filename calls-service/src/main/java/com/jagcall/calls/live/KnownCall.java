package com.jagcall.calls.live;

import com.jagcall.calls.call.CallRepository;
import com.jagcall.common.admission.CurrentCaller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Once a stream has begun nothing can be refused any more: so a call is looked for before. */
class KnownCall {
  private final CallRepository calls;
  private final CurrentCaller caller;

  KnownCall(CallRepository calls, CurrentCaller caller) {
    this.calls = calls;
    this.caller = caller;
  }

  @OfACall
  @ServerRequestFilter
  public Uni<Void> find(UriInfo path) {
    String id = path.getPathParameters().getFirst("id");
    return Panache.withSession(() -> calls.get(caller.tenant(), id)).replaceWithVoid();
  }
}
