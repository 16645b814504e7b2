package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.ColumnTransformer;

/**
 * What the owner of an agent can set, as it is written in requests and answers and stored. Every
 * member stands here once, with its rule, its documentation and its column; {@link #DEFAULTS} are
 * what a new agent starts from.
 */
@Embeddable
@RegisterForReflection
@Schema(description = "What can be set on an agent.")
public record AgentSettings(
    @NotBlank
        @Size(max = 100)
        @PlainText
        @Schema(
            description = "What the agent is called. Surrounding white space is removed.",
            examples = "Reception",
            minLength = 1,
            required = true)
        String name,
    @NotNull
        @Enumerated(EnumType.STRING)
        @Schema(
            description = "`inactive` agents are kept but neither make nor answer calls.",
            defaultValue = "active")
        AgentStatus status,
    @NotNull
        @Pattern(
            regexp = "^[a-z0-9][a-z0-9_-]{0,63}$",
            message =
                "must be 1 to 64 lower-case letters, digits, _ or -, and not start with _ or -")
        @Schema(description = "The voice the agent speaks with.", defaultValue = "rachel")
        String voiceId,
    @NotNull
        @LanguageTag
        @Schema(
            description =
                "The language spoken, as BCP 47 tag: `en`, `en-US`, `pt-BR`, `zh-Hans-CN`. "
                    + "Answered in the recommended case.",
            maxLength = 35,
            defaultValue = "en")
        String language,
    @NotNull
        @Size(max = 32_000)
        @PlainText(multiline = true)
        @Schema(
            description = "What the language model is told about its task.",
            examples = "You answer the phone for a dentist and book appointments.",
            defaultValue = "")
        String systemPrompt,
    @Size(max = 1000)
        @PlainText(multiline = true)
        @Schema(
            description =
                "What the agent says first; null: it waits for the other side, or thinks of"
                    + " something.",
            examples = "Hello, this is the practice of Dr. Grey. How can I help?",
            nullable = true)
        String firstMessage,
    @Size(max = 100)
        @Pattern(
            regexp = "^[A-Za-z0-9][A-Za-z0-9._:/-]*$",
            message = "must be letters, digits and . _ : / -, and start with a letter or digit")
        @Schema(
            description = "The language model; null: the one this installation is set up with.",
            examples = "gpt-4o-mini",
            nullable = true)
        String model,
    @NotNull
        @DecimalMin("0")
        @DecimalMax("2")
        @Digits(integer = 1, fraction = 2, message = "must have at most 2 decimals")
        @Schema(
            description = "How freely the language model chooses its words, at most 2 decimals.",
            defaultValue = "0.7")
        BigDecimal temperature,
    @NotNull
        @Min(30)
        @Max(14_400)
        @Schema(description = "When a call is ended, in seconds.", defaultValue = "1800")
        Integer maxDurationSeconds,
    @WebUrl(webhook = true)
        @Schema(
            description = "Where events of this agent's calls and messages are sent; https.",
            examples = "https://example.com/webhooks/jagcall",
            maxLength = 2048,
            nullable = true)
        String webhookUrl,
    @NotNull
        @Size(max = 32)
        @AgentTool.UniqueNames
        @Convert(converter = ToolsColumn.class)
        @ColumnTransformer(read = "cast(tools as text)", write = "cast(cast(? as text) as json)")
        @Schema(description = "What the agent may do in a call besides speaking. Set as a whole.")
        List<@NotNull @Valid AgentTool> tools,
    @Pattern(
            regexp = "^\\+[1-9][0-9]{6,14}$",
            message = "must be an E.164 phone number, such as +15550100")
        @Schema(
            description = "Where a caller who asks for a human is connected to, E.164.",
            examples = "+15550100123",
            nullable = true)
        String transferNumber,
    @Size(max = 1000)
        @PlainText(multiline = true)
        @Schema(
            description = "What is left on an answering machine; null: nothing is.",
            examples = "Please call us back.",
            nullable = true)
        String voicemailMessage,
    @NotNull
        @Schema(
            description = "Whether the agent answers text messages (SMS) that its number receives.",
            defaultValue = "false")
        Boolean smsReplies,
    @ToolParameters
        @Convert(converter = SchemaColumn.class)
        @ColumnTransformer(
            read = "cast(extraction_schema as text)",
            write = "cast(cast(? as text) as json)")
        @Schema(
            implementation = Map.class,
            description =
                "JSON Schema of the data that each call's transcript is searched for when the call"
                    + " is over, at most 16 KiB and 10 levels deep; null: none is wanted.",
            examples = "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}}}",
            nullable = true)
        ObjectNode extractionSchema,
    @NotNull
        @Size(max = 50)
        @Convert(converter = MetadataColumn.class)
        @ColumnTransformer(
            read = "cast(metadata as text)",
            write = "cast(cast(? as text) as jsonb)")
        @Schema(
            description =
                "Data of your own, at most 50 members: keys of 1 to 40 letters, digits, _ . or -, "
                    + "values of up to 500 characters. Set as a whole.",
            examples = "{\"team\":\"front-desk\"}")
        Map<
                @Pattern(
                    regexp = "^[A-Za-z0-9_.-]{1,40}$",
                    message = "must have keys of 1 to 40 letters, digits, _ . or -")
                String,
                @NotNull @Size(max = 500) @PlainText String>
            metadata) {

  /** What a new agent is but for what its maker says; not valid by itself, since it has no name. */
  static final AgentSettings DEFAULTS =
      new AgentSettings(
          null,
          AgentStatus.ACTIVE,
          "rachel",
          "en",
          "",
          null,
          null,
          new BigDecimal("0.7"),
          1800,
          null,
          List.of(),
          null,
          null,
          false,
          null,
          Map.of());

  /** Brings what can be written in several ways into one form; judges nothing. */
  public AgentSettings {
    name = name == null ? null : name.strip();
    language = language == null ? null : LanguageTag.Rule.canonical(language).orElse(language);
    temperature = temperature == null ? null : plain(temperature);
  }

  /** Without trailing zeros, so that 0.70 is 0.7 and a zero of a million digits is 0. */
  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
