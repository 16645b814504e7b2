package com.jagcall.messaging.send;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.FieldError;
import com.jagcall.common.text.PlainText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to send to whom. */
@Schema(name = "SendSms", description = "What to send to whom.")
public record SendSmsRequest(
    @NotNull
        @Size(max = 32)
        @Schema(description = "Who receives it, E.164.", examples = "+14155550123", required = true)
        String to,
    @NotNull
        @Size(max = 32)
        @Schema(
            description = "The number of yours that sends it, E.164. It must be able to.",
            examples = "+14155550100",
            required = true)
        String from,
    @NotNull
        @Schema(
            description =
                "The text, of 1 to 1,600 characters. What is not in the alphabet of GSM makes the "
                    + "whole of it UCS-2, which takes more segments.",
            examples = "Your table is ready.",
            minLength = 1,
            maxLength = SendSmsRequest.MAX_BODY,
            required = true)
        String body,
    @Size(max = 64)
        @Schema(
            description = "The agent whose message it is; null or left out: nobody's.",
            examples = "agt_4fT9xKp2mNq7Lw3Z",
            nullable = true)
        String agentId,
    @Size(max = 50)
        @Schema(
            description =
                "Data of your own, at most 50 members: keys of 1 to 40 letters, digits, _ . or -, "
                    + "values of up to 500 characters.",
            examples = "{\"order\":\"17\"}",
            nullable = true)
        Map<
                @Pattern(
                    regexp = "^[A-Za-z0-9_.-]{1,40}$",
                    message = "must have keys of 1 to 40 letters, digits, _ . or -")
                String,
                @NotNull @Size(max = 500) @PlainText String>
            metadata) {
  static final int MAX_BODY = 1600;

  /** No metadata is empty metadata. */
  public SendSmsRequest {
    metadata = metadata == null ? Map.of() : metadata;
  }

  /**
   * Judges what Bean Validation cannot.
   *
   * @throws ApiException {@code validation_error}, naming every member that cannot be
   */
  void check() {
    List<FieldError> faults = new ArrayList<>();
    if (!PhoneNumbers.isValid(to)) {
      faults.add(
          new FieldError("to", "must be a valid phone number in E.164, such as +14155550123"));
    } else if (to.equals(from)) {
      faults.add(new FieldError("to", "must not be the number that sends it"));
    }
    if (!PhoneNumbers.isValid(from)) {
      faults.add(
          new FieldError("from", "must be a valid phone number in E.164, such as +14155550100"));
    }
    int length = body.codePointCount(0, body.length());
    if (length < 1 || length > MAX_BODY) {
      faults.add(new FieldError("body", "must have 1 to " + MAX_BODY + " characters"));
    } else if (!body.codePoints().allMatch(SendSmsRequest::canBeSent)) {
      faults.add(new FieldError("body", "must not hold control or unpaired surrogate characters"));
    }
    if (!faults.isEmpty()) {
      throw ApiException.validation(faults);
    }
  }

  /** Unlike texts for screens, messages in scripts from right to left may hold marks for that. */
  private static boolean canBeSent(int character) {
    return switch (character) {
      case '\n', '\r', '\t', '\f' -> true;
      default ->
          !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    };
  }
}
