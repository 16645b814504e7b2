package com.jagcall.accounts.credential;

import com.jagcall.accounts.credential.CredentialRepository.Change;
import com.jagcall.accounts.credential.CredentialRepository.Use;
import com.jagcall.common.admission.Credential;
import com.jagcall.common.admission.CredentialCache;
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
import java.time.Instant;
import java.util.List;

/** What admission in every service asks about API keys. */
@Consumes(MediaType.APPLICATION_JSON)
@Path("/internal/credentials")
@RolesAllowed("service")
public class CredentialResource {
  private static final int MAX_REPORTED = 1_000;

  private final CredentialRepository credentials;

  CredentialResource(CredentialRepository credentials) {
    this.credentials = credentials;
  }

  /**
   * Which key to look up.
   *
   * @param hash SHA-256 of the key, in lower-case hexadecimal
   */
  public record Question(
      @NotNull
          @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
          String hash) {}

  /** Answers what is known of a key; who asked lets Redis remember it. */
  @POST
  @Path("resolve")
  public Uni<Credential> resolve(@NotNull @Valid Question question) {
    return credentials
        .find(question.hash())
        .map(known -> known == null ? Credential.unknown() : known.credential());
  }

  /** When keys were used; at most 1,000 entries. */
  public record Report(@NotNull @Size(max = MAX_REPORTED) List<@NotNull @Valid ReportedUse> used) {}

  /** That a key was used. */
  public record ReportedUse(
      @NotNull @Pattern(regexp = "key_[0-9A-Za-z]{16,60}", message = "must be a key's id")
          String credentialId,
      @NotNull Instant at) {
    Use use() {
      // What no calendar holds would fail in the database.
      return new Use(credentialId, at.isBefore(Instant.EPOCH) ? Instant.EPOCH : earlier(at));
    }

    private static Instant earlier(Instant at) {
      Instant now = Instant.now();
      return at.isAfter(now) ? now : at;
    }
  }

  /**
   * Every key that was revoked or rolled within the last twenty minutes.
   *
   * @param now by the clock that the ends were read from
   */
  public record Changes(Instant now, List<Change> changed) {}

  /** Takes note of what was used, and answers what has ended: asked several times a second. */
  @POST
  @Path("sync")
  public Uni<Changes> sync(@NotNull @Valid Report report) {
    List<Use> uses = report.used().stream().map(ReportedUse::use).toList();
    Uni<Void> noted = uses.isEmpty() ? Uni.createFrom().voidItem() : credentials.noteUse(uses);
    return noted
        .chain(() -> credentials.listChanged(CredentialCache.FEED_WINDOW.toSeconds()))
        .map(changed -> new Changes(Instant.now(), changed));
  }
}
