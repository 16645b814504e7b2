package com.jagcall.webhooks.endpoint;

import com.jagcall.common.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the owner of an endpoint can set; {@link #DEFAULTS} are what a new one starts from. */
@RegisterForReflection
@Schema(name = "EndpointSettings", description = "What can be set on an endpoint.")
public record EndpointSettings(
    @NotNull
        @CallableUrl
        @Schema(
            description =
                "Where events are posted: https, without user info and fragment, on the public"
                    + " internet. Required for a new endpoint.",
            examples = "https://example.com/hooks/jagcall",
            maxLength = 2048)
        String url,
    @Size(max = 200)
        @PlainText
        @Schema(
            description = "What the endpoint is for.",
            examples = "Production backend",
            nullable = true)
        String description,
    @NotNull
        @Size(min = 1, max = 50)
        @KnownEvents
        @Schema(
            type = SchemaType.ARRAY,
            implementation = String.class,
            description = "The events that are posted to it; `[\"*\"]`: all.",
            defaultValue = "[\"*\"]")
        List<String> events,
    @NotNull
        @Schema(
            description =
                "`disabled`: nothing is sent, and new events are not kept for it. Enabling it again"
                    + " sends what was under way.",
            defaultValue = "enabled")
        EndpointStatus status) {

  static final EndpointSettings DEFAULTS =
      new EndpointSettings(null, null, List.of(EventTypes.ALL), EndpointStatus.ENABLED);
}
