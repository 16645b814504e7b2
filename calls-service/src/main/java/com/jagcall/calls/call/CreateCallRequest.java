package com.jagcall.calls.call;

import com.jagcall.common.text.PlainText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom to call. */
@Schema(name = "CreateCall", description = "Whom to call.")
public record CreateCallRequest(
    @NotNull
        @Size(max = 64)
        @Schema(
            description = "The agent that talks.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            required = true)
        String agentId,
    @NotNull
        @Pattern(regexp = E164, message = E164_RULE)
        @Schema(
            description =
                "The number to call, E.164. With a test key nobody is called, and the last two "
                    + "digits of a number +1 NPA 555 01xx say what happens: 01 busy, 02 no answer, "
                    + "03 rejected, 04 no such number, 05 carrier error, 06 voicemail, 07 hang-up "
                    + "during the greeting, 08 a call that lasts until it is hung up, 09 slow "
                    + "answer; any other number: a short conversation.",
            examples = "+12125550100",
            required = true)
        String to,
    @Pattern(regexp = E164, message = E164_RULE)
        @Schema(
            description =
                "The number to call from, one of the organization's with the capability `voice`; "
                    + "null or left out: the agent's.",
            examples = "+14155550100",
            nullable = true)
        String from,
    @Size(max = 50)
        @Schema(
            description =
                "Data of your own, at most 50 members: keys of 1 to 40 letters, digits, _ . or -, "
                    + "values of up to 500 characters.",
            examples = "{\"customer\":\"4711\"}",
            nullable = true)
        Map<
                @Pattern(
                    regexp = "^[A-Za-z0-9_.-]{1,40}$",
                    message = "must have keys of 1 to 40 letters, digits, _ . or -")
                String,
                @NotNull @Size(max = 500) @PlainText String>
            metadata) {

  private static final String E164 = "^\\+[1-9][0-9]{6,14}$";
  private static final String E164_RULE = "must be an E.164 phone number, such as +14155550100";

  /** Gives what is absent its default. */
  public CreateCallRequest {
    metadata = metadata == null ? Map.of() : metadata;
  }
}
