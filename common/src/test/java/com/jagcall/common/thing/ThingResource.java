package com.jagcall.common.thing;

import com.jagcall.common.admission.CurrentCaller;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import com.jagcall.common.idempotency.Idempotency;
import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import com.jagcall.common.text.PlainText;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/things")
public class ThingResource {
  @Inject CurrentCaller caller;
  @Inject Idempotency idempotency;
  @Inject Permits permits;

  public record CreateThing(@NotNull @Size(min = 1, max = 20) @PlainText String name) {}

  public record ThingView(String id, String name, String organizationId) {
    static ThingView of(Thing thing) {
      return new ThingView(thing.id, thing.name, thing.organizationId);
    }
  }

  @GET
  @WithSession
  @RolesAllowed(Scope.AGENTS_READ)
  public Uni<Page<ThingView>> list(@BeanParam Paging paging) {
    paging.offset();
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createQuery("from Thing where organizationId = :id", Thing.class)
                    .setParameter("id", caller.tenant().organizationId())
                    .getResultList())
        .map(things -> things.stream().map(ThingView::of).toList())
        .map(views -> Page.of(views, paging, views.size()));
  }

  @GET
  @Path("{id}/break")
  public String fail(@PathParam("id") String id) {
    throw new IllegalStateException("secret detail " + id);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.AGENTS_WRITE)
  public Uni<RestResponse<ThingView>> create(@Valid @NotNull CreateThing body) {
    return idempotency.once(body, ThingView.class, () -> save(body));
  }

  /** Needs a permit of another service first; a thing called "refused" is refused. */
  @POST
  @Path("permitted")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scope.AGENTS_WRITE)
  public Uni<RestResponse<ThingView>> createPermitted(@Valid @NotNull CreateThing body) {
    return idempotency.once(body, ThingView.class, permits, permit -> savePermitted(body));
  }

  private Uni<RestResponse<ThingView>> savePermitted(CreateThing body) {
    return body.name().equals("refused")
        ? Uni.createFrom().failure(new ApiException(ErrorCode.CONFLICT, "It is refused."))
        : save(body);
  }

  private Uni<RestResponse<ThingView>> save(CreateThing body) {
    Thing thing = new Thing();
    thing.id = Ids.next("thg_");
    thing.name = body.name();
    thing.organizationId = caller.tenant().organizationId();
    return Panache.getSession()
        .chain(session -> session.persist(thing).chain(session::flush))
        .map(
            ignored ->
                RestResponse.ResponseBuilder.<ThingView>create(201)
                    .entity(ThingView.of(thing))
                    .location(URI.create("/v1/things/" + thing.id))
                    .build());
  }

  @GET
  @Path("roles")
  public List<String> roles() {
    return List.of(caller.credentialId(), caller.tenant().mode().wire());
  }
}
