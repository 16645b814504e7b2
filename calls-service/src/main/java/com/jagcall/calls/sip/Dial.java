package com.jagcall.calls.sip;

import java.time.Duration;
import java.util.Objects;

/**
 * A call to be made.
 *
 * @param callId ours, for the log
 * @param from the caller's number, E.164 with its plus sign
 * @param to the number to call, E.164 with its plus sign
 * @param sdpOffer the session description that goes with the INVITE
 * @param ringTimeout how long nobody may answer, over all trunks together, until the leg ends
 *     {@link EndCause#NO_ANSWER}
 */
public record Dial(String callId, String from, String to, String sdpOffer, Duration ringTimeout) {

  public Dial {
    Objects.requireNonNull(callId);
    Objects.requireNonNull(sdpOffer);
    PhoneNumber.require(from);
    PhoneNumber.require(to);
    if (ringTimeout.isNegative() || ringTimeout.isZero()) {
      throw new IllegalArgumentException("ringTimeout must be positive");
    }
  }
}
