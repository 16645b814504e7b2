package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.numbers.number.InternalNumberResource.Owned;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Tells other services whether an organization has a number, in either mode. */
@Path("/internal/organizations/{organization}/{mode}/phone-numbers/{number}")
@RolesAllowed("service")
public class TenantNumberResource {
  private final PhoneNumberRepository numbers;

  TenantNumberResource(PhoneNumberRepository numbers) {
    this.numbers = numbers;
  }

  /** 404 when the organization has no such number in this mode. */
  @GET
  @WithSession
  @Operation(hidden = true)
  public Uni<Owned> find(
      @RestPath String organization, @RestPath Mode mode, @RestPath String number) {
    return numbers
        .findOwned(new Tenant(organization, mode), number)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .map(Owned::of);
  }
}
