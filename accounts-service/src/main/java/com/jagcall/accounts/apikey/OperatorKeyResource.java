package com.jagcall.accounts.apikey;

import com.jagcall.accounts.organization.Organization;
import com.jagcall.accounts.organization.OrganizationRepository;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.common.text.PlainText;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets an operator make keys without the dashboard: the first ones, or for a test. */
@Consumes(MediaType.APPLICATION_JSON)
@Path("/internal/api-keys")
@RolesAllowed("service:operator")
public class OperatorKeyResource {
  private final OrganizationRepository organizations;
  private final KeyLifecycle lifecycle;

  OperatorKeyResource(OrganizationRepository organizations, KeyLifecycle lifecycle) {
    this.organizations = organizations;
    this.lifecycle = lifecycle;
  }

  /**
   * What to make.
   *
   * @param organizationId may be left out while there is only one organization
   * @param scopes all of them when left out
   */
  public record CreateKeyRequest(
      String organizationId,
      @NotNull @Size(min = 1, max = 100) @PlainText String name,
      @NotNull @Pattern(regexp = "live|test", message = "must be live or test") String mode,
      @Size(min = 1, max = 50) List<@NotNull String> scopes) {

    KeySettings settings() {
      List<String> chosen = scopes == null ? Scope.ALL : List.copyOf(scopes);
      if (!Scope.ALL.containsAll(chosen)) {
        throw ApiException.validation("scopes", "must be among " + String.join(", ", Scope.ALL));
      }
      return new KeySettings(name, Mode.of(mode), chosen, null);
    }
  }

  /**
   * A key that was made.
   *
   * @param key its text, which is answered this once
   */
  public record CreatedKeyView(String id, String key) {}

  /** Makes a key; 409 when the organization has as many as it may. */
  @POST
  @ResponseStatus(RestResponse.StatusCode.CREATED)
  public Uni<CreatedKeyView> create(@NotNull @Valid CreateKeyRequest request) {
    KeySettings settings = request.settings();
    return organizationOf(request)
        .chain(organizationId -> lifecycle.create(organizationId, settings, null))
        .map(created -> new CreatedKeyView(created.issued().id(), created.key().text()));
  }

  private Uni<String> organizationOf(CreateKeyRequest request) {
    String id = request.organizationId();
    if (id != null) {
      return Ids.isShaped("org_", id)
          ? Uni.createFrom().item(id)
          : Uni.createFrom().failure(ApiException.notFound());
    }
    return organizations
        .findOnly()
        .onItem()
        .ifNull()
        .failWith(() -> ApiException.validation("organization_id", "is needed: there are several"))
        .map(Organization::id);
  }
}
