package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.error.ApiException;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.lifecycle.NumberStatus;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Tells other services whose a number is. Live ones, unless they ask for the other kind: nobody is
 * ever called by a test number, but messages of test keys are sent from one.
 */
@Path("/internal/phone-numbers")
@RolesAllowed("service")
public class InternalNumberResource {
  private final PhoneNumberRepository numbers;

  InternalNumberResource(PhoneNumberRepository numbers) {
    this.numbers = numbers;
  }

  /** A number and whose it is. */
  @RegisterForReflection
  public record Owned(
      String id,
      String phoneNumber,
      String organizationId,
      Mode mode,
      String agentId,
      List<Capability> capabilities,
      NumberStatus status) {

    static Owned of(PhoneNumber number) {
      return new Owned(
          number.id(),
          number.number(),
          number.tenant().organizationId(),
          number.tenant().mode(),
          number.agentId(),
          number.capabilities(),
          number.lifecycle().status());
    }
  }

  @GET
  @Path("/{number}")
  @WithSession
  @Operation(hidden = true)
  public Uni<Owned> find(@RestPath String number, @RestQuery @DefaultValue("live") Mode mode) {
    return numbers
        .findOwned(mode, number)
        .onItem()
        .ifNull()
        .failWith(ApiException::notFound)
        .map(Owned::of);
  }
}
