package com.jagcall.messaging.number;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Whose numbers are; they belong to numbers-service. What it said is remembered for a short time,
 * but not that a number is nobody's: somebody may buy it at any moment.
 */
@ApplicationScoped
public class Numbers {
  private static final int REMEMBERED = 10_000;
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final NumbersClient client;
  private final Cache<Key, OwnNumber> known;

  private record Key(Mode mode, String number) {}

  Numbers(
      @RestClient NumbersClient client,
      @ConfigProperty(name = "jagcall.numbers.remember", defaultValue = "15S") Duration remember) {
    this.client = client;
    known = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(remember).build();
  }

  /**
   * The number and whose it is; empty when it is nobody's.
   *
   * @throws ApiException {@code service_unavailable} when nobody knows
   */
  public Uni<Optional<OwnNumber>> find(Mode mode, String number) {
    if (!E164.matcher(number).matches()) {
      return Uni.createFrom().item(Optional.empty());
    }
    Key key = new Key(mode, number);
    OwnNumber remembered = known.getIfPresent(key);
    if (remembered != null) {
      return Uni.createFrom().item(Optional.of(remembered));
    }
    return client
        .find(number, mode.wire())
        .map(owned -> OwnNumber.of(owned, mode))
        .invoke(own -> known.put(key, own))
        .map(Optional::of)
        .onFailure(ApiException.class)
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(ApiException::unavailable);
  }

  /**
   * The tenant's own number, if messages can be sent from it.
   *
   * @throws ApiException {@code validation_error} of {@code from}; {@code service_unavailable}
   */
  public Uni<OwnNumber> mustSend(Tenant tenant, String number) {
    return find(tenant.mode(), number)
        .map(
            found -> {
              OwnNumber own =
                  found
                      .filter(one -> one.tenant().equals(tenant))
                      .orElseThrow(
                          () -> ApiException.validation("from", "is not one of your numbers"));
              if (!own.canSms()) {
                throw ApiException.validation("from", "cannot send messages");
              }
              return own;
            });
  }
}
