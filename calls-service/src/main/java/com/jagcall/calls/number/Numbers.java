package com.jagcall.calls.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The phone numbers that calls are made from and come to; they belong to numbers-service. */
@ApplicationScoped
public class Numbers {
  private final NumbersClient client;

  Numbers(@RestClient NumbersClient client) {
    this.client = client;
  }

  /**
   * Fails unless the tenant may call from this number.
   *
   * @throws ApiException {@code validation_error} of {@code from}; {@code service_unavailable} when
   *     nobody knows
   */
  public Uni<Void> mustCallFrom(Tenant tenant, String number) {
    return client
        .find(number, tenant.mode().wire())
        .onFailure()
        .transform(
            failure ->
                failure instanceof ApiException
                    ? refused("is not one of your phone numbers")
                    : ApiException.unavailable(failure))
        .invoke(
            owned -> {
              if (!owned.tenant().equals(tenant)) {
                throw refused("is not one of your phone numbers");
              }
              if (!owned.canCall()) {
                throw refused("is a phone number that cannot make calls now");
              }
            })
        .replaceWithVoid();
  }

  /**
   * Whose a live number is; null: nobody's, or it takes no calls.
   *
   * @throws ApiException {@code service_unavailable}
   */
  public Uni<OwnedNumber> called(String number) {
    return client
        .find(number, Mode.LIVE.wire())
        .map(owned -> owned.canCall() ? owned : null)
        .onFailure(ApiException.class)
        .recoverWithNull()
        .onFailure()
        .transform(ApiException::unavailable);
  }

  private static ApiException refused(String message) {
    return ApiException.validation("from", message);
  }
}
