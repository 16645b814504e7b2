package com.jagcall.messaging.optout;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An opt-out as the organization sees it. */
@RegisterForReflection
@Schema(name = "SmsOptOut", description = "Somebody who wants no messages from a number.")
public record OptOutView(
    @Schema(description = "Identifier.", examples = "opt_4fT9xKp2mNq7Lw3Z", required = true)
        String id,
    @Schema(
            description = "The organization's number, E.164.",
            examples = "+14155550100",
            required = true)
        String phoneNumber,
    @Schema(description = "Who wants none, E.164.", examples = "+14155550123", required = true)
        String recipient,
    @Schema(
            description = "`keyword`: by a message. `api`: by a request.",
            enumeration = {"keyword", "api"},
            required = true)
        String source,
    @Schema(description = "Since when.", required = true) Instant createdAt) {

  static OptOutView of(OptOut optOut) {
    return new OptOutView(
        optOut.id(), optOut.phoneNumber(), optOut.recipient(), optOut.source(), optOut.createdAt());
  }
}
