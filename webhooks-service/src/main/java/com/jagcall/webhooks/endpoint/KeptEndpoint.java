package com.jagcall.webhooks.endpoint;

import com.jagcall.webhooks.signing.OpenedAnswer;
import com.jagcall.webhooks.signing.SecretBox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * An answer with a new secret as it is kept for repetitions of its request: sealed, as everywhere
 * in the database.
 */
@RegisterForReflection
public record KeptEndpoint(EndpointView endpoint, byte[] sealed) {

  /** The answer with the secret in it, whether it is given for the first time or again. */
  static RestResponse<EndpointView> open(RestResponse<KeptEndpoint> kept, SecretBox box) {
    EndpointView endpoint = kept.getEntity().endpoint();
    String secret = box.open(kept.getEntity().sealed(), endpoint.id()).text();
    return OpenedAnswer.of(kept, endpoint.withSecret(secret));
  }
}
