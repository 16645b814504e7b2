package com.jagcall.common.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.jagcall.common.token.ServiceCall;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * What admission asks of accounts-service, the owner of all credentials. Public, since the class
 * that Quarkus makes for it is in another class loader in dev mode.
 */
@RegisterRestClient(configKey = "accounts")
@RegisterClientHeaders(ServiceCall.ToAccounts.class)
@Path("/internal/credentials")
public interface AccountsClient {

  /**
   * Looks one credential up. Asked again when there was no answer: a replica may just have gone,
   * and the name leads to another one then.
   */
  @POST
  @Path("resolve")
  @Timeout(8_000)
  @CircuitBreaker(requestVolumeThreshold = 20, delay = 500)
  @Retry(maxRetries = 3, delay = 50, jitter = 25, retryOn = ProcessingException.class)
  Uni<Credential> resolve(Question question);

  /** Reports what was used, learns what was revoked or rolled. */
  @POST
  @Path("sync")
  @Timeout(8_000)
  Uni<Changes> sync(Report report);

  /**
   * @param hash SHA-256 of the key, lower-case hexadecimal
   */
  record Question(String hash) {}

  /** When credentials were last used; at most {@link CredentialFeed#MAX_REPORTED}. */
  record Report(List<Use> used) {}

  record Use(String credentialId, Instant at) {}

  /**
   * Every credential whose end was set within the last {@link CredentialCache#FEED_WINDOW}.
   *
   * @param now by the clock that the ends were read from
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Changes(Instant now, List<Change> changed) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Change(String hash, Instant notAfter) {}
}
