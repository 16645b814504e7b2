package com.jagcall.agents.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jagcall.common.text.PlainText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something the model may do in a call besides speaking. A member that is null in JSON is as if it
 * were absent.
 */
@RegisterForReflection
@AgentTool.UrlIfHttp
@Schema(description = "Something the agent may do in a call besides speaking.")
public record AgentTool(
    @NotNull @Schema(description = "What the tool does.", required = true) ToolType type,
    @NotNull
        @Pattern(
            regexp = "^[A-Za-z0-9_-]{1,64}$",
            message = "must be 1 to 64 letters, digits, _ or -")
        @Schema(
            description = "The name the language model calls the tool by; unique in the agent.",
            examples = "book_appointment",
            required = true)
        String name,
    @Size(max = 1024)
        @PlainText(multiline = true)
        @Schema(
            description = "Tells the language model when and how to use the tool.",
            examples = "Books an appointment. Ask for the day and the hour first.",
            nullable = true)
        String description,
    @WebUrl
        @Schema(
            description =
                "Where the arguments are sent. Required for `http`, not allowed for any other type.",
            examples = "https://example.com/appointments",
            maxLength = 2048,
            nullable = true)
        String url,
    @ToolParameters
        @Schema(
            implementation = Map.class,
            description = "JSON Schema of the arguments: at most 16 KiB, at most 10 levels deep.",
            examples = "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}}}",
            nullable = true)
        ObjectNode parameters,
    @Min(1)
        @Max(30)
        @Schema(description = "How long the tool may take, in seconds.", defaultValue = "10")
        Integer timeoutSeconds) {

  private static final int DEFAULT_TIMEOUT_SECONDS = 10;

  /** Gives what is absent its default. */
  public AgentTool {
    timeoutSeconds =
        timeoutSeconds == null ? Integer.valueOf(DEFAULT_TIMEOUT_SECONDS) : timeoutSeconds;
  }

  /** A tool of type http has a URL, any other has none. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = UrlIfHttp.Rule.class)
  @interface UrlIfHttp {
    String message() default "must be given for type http only";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Rule implements ConstraintValidator<UrlIfHttp, AgentTool> {
      @Override
      public boolean isValid(AgentTool tool, ConstraintValidatorContext context) {
        if (tool.type() == null || (tool.type() == ToolType.HTTP) == (tool.url() != null)) {
          return true;
        }
        Violation.replace(
            context,
            "url",
            tool.type() == ToolType.HTTP
                ? "must be given for a tool of type http"
                : "must not be given for a tool of type " + tool.type().wire());
        return false;
      }
    }
  }

  /** No two tools of an agent have the same name. */
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = UniqueNames.Rule.class)
  @interface UniqueNames {
    String message() default "must have unique names";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Rule implements ConstraintValidator<UniqueNames, List<AgentTool>> {
      @Override
      public boolean isValid(List<AgentTool> tools, ConstraintValidatorContext context) {
        if (tools == null) {
          return true;
        }
        Set<String> names = new HashSet<>();
        return tools.stream()
            .filter(tool -> tool != null && tool.name() != null)
            .allMatch(tool -> names.add(tool.name()));
      }
    }
  }
}
