package com.jagcall.common.admission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The limit on requests that are refused for their credentials, by client address. */
@ApplicationScoped
class AddressLimit {
  @Inject LocalLimiter limiter;
  @Inject LimitsConfig limits;

  /** Counts one refused request. */
  Quota count(String address) {
    return limiter.admit("address " + address, limits.refused());
  }

  /** Whether one more would be within the limit. */
  Quota peek(String address) {
    return limiter.peek("address " + address, limits.refused());
  }
}
