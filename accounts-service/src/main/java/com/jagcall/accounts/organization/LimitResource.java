package com.jagcall.accounts.organization;

import com.jagcall.accounts.credential.CredentialRepository;
import com.jagcall.accounts.credential.KnownCredential;
import com.jagcall.common.admission.CredentialCache;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Lets an operator give an organization its own limits, while everything runs. */
@Consumes(MediaType.APPLICATION_JSON)
@Path("/internal/organizations/{id}/limits")
@RolesAllowed("service:operator")
public class LimitResource {
  private static final int MAX_LIMITS = 50;
  private static final int CONCURRENCY = 8;

  private final LimitRepository limits;
  private final CredentialRepository credentials;
  private final CredentialCache cache;

  LimitResource(LimitRepository limits, CredentialRepository credentials, CredentialCache cache) {
    this.limits = limits;
    this.credentials = credentials;
    this.cache = cache;
  }

  /**
   * Sets all of an organization's own limits; what is not named falls back to the common limit.
   *
   * @param perMinute requests in any minute by row of the table of limits: {@code GET /v1/agents}
   */
  @PUT
  public Uni<Map<String, Integer>> replace(
      @RestPath String id,
      @NotNull @Size(max = MAX_LIMITS)
          Map<
                  @Pattern(
                      regexp = "read|write|(GET|POST|PUT|PATCH|DELETE) /v1/[a-z:/_-]{1,80}",
                      message = "must be a method and a path, or read, or write")
                  String,
                  @NotNull @Min(1) @Max(10_000) Integer>
              perMinute) {
    if (!Ids.isShaped("org_", id)) {
      throw ApiException.notFound();
    }
    return limits
        .replace(id, perMinute)
        .invoke(LimitResource::mustExist)
        .chain(() -> credentials.listActive(id))
        .chain(this::remember)
        .replaceWith(perMinute);
  }

  private static void mustExist(boolean found) {
    if (!found) {
      throw ApiException.notFound();
    }
  }

  /** What Redis remembers of the organization's keys carries their limits. */
  private Uni<Void> remember(List<KnownCredential> keys) {
    return Multi.createFrom()
        .iterable(keys)
        .onItem()
        .transformToUni(key -> cache.fill(key.tag(), key.hash(), key.credential()))
        .merge(CONCURRENCY)
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
