package com.jagcall.accounts.organization;

import com.jagcall.common.paging.Page;
import com.jagcall.common.paging.Paging;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Tells an operator which organizations there are. */
@Path("/internal/organizations")
@RolesAllowed("service:operator")
public class OrganizationResource {
  private final OrganizationRepository organizations;

  OrganizationResource(OrganizationRepository organizations) {
    this.organizations = organizations;
  }

  /** An organization as an operator knows it. */
  public record OrganizationView(String id, String name) {
    static OrganizationView of(Organization organization) {
      return new OrganizationView(organization.id(), organization.name());
    }
  }

  @GET
  public Uni<Page<OrganizationView>> list(@BeanParam Paging paging) {
    return organizations.list(paging);
  }
}
