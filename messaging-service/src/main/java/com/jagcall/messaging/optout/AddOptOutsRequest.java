package com.jagcall.messaging.optout;

import com.jagcall.messaging.optout.OptOutRepository.Pair;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants no messages, and from which numbers. */
@Schema(name = "AddSmsOptOuts", description = "Who wants no messages, and from which numbers.")
public record AddOptOutsRequest(
    @NotNull
        @Size(min = 1, max = 1000)
        @Schema(description = "At most 1,000 at a time.", required = true)
        List<@NotNull @Valid OptOutEntry> optOuts) {
  private static final String E164 = "^\\+[1-9][0-9]{6,14}$";
  private static final String RULE = "must be an E.164 phone number, such as +14155550100";

  /** One of them. */
  @RegisterForReflection
  @Schema(name = "SmsOptOutEntry", description = "Somebody who wants no messages from a number.")
  public record OptOutEntry(
      @NotNull
          @Pattern(regexp = E164, message = RULE)
          @Schema(description = "Your number, E.164.", examples = "+14155550100", required = true)
          String phoneNumber,
      @NotNull
          @Pattern(regexp = E164, message = RULE)
          @Schema(
              description = "Who wants no messages from it, E.164.",
              examples = "+14155550123",
              required = true)
          String recipient) {}

  List<Pair> pairs() {
    return optOuts.stream().map(entry -> new Pair(entry.phoneNumber(), entry.recipient())).toList();
  }
}
