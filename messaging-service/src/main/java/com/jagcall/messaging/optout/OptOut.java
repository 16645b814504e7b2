package com.jagcall.messaging.optout;

import com.jagcall.common.id.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Somebody who wants no messages from a number.
 *
 * @param phoneNumber the organization's number, E.164
 * @param recipient who wants none, E.164
 * @param source {@code keyword} or {@code api}
 */
@RegisterForReflection
record OptOut(String id, String phoneNumber, String recipient, String source, Instant createdAt) {
  static final String ID_PREFIX = "opt_";

  static OptOut now(String phoneNumber, String recipient, String source, Instant now) {
    return new OptOut(Ids.next(ID_PREFIX), phoneNumber, recipient, source, now);
  }
}
