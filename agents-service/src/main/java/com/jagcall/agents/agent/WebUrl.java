package com.jagcall.agents.agent;

import jakarta.enterprise.context.Dependent;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * An absolute https URL (RFC 3986) with a host, without user info and fragment, at most 2,048 ASCII
 * characters. Null is left to others. Whether the address behind it may be reached is judged when
 * it is used, not here: names change hands.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WebUrl.Rule.class)
public @interface WebUrl {
  /**
   * Whether it may be http where the operator has said so with {@code jagcall.webhook.allow-http}.
   */
  boolean webhook() default false;

  /** Not shown: the client is told which part of the rule was broken. */
  String message() default "must be an https URL";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** The rule itself. A bean of its own for every use, since {@link #initialize} gives it state. */
  @Dependent
  final class Rule implements ConstraintValidator<WebUrl, String> {
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;

    @ConfigProperty(name = "jagcall.webhook.allow-http", defaultValue = "false")
    boolean webhooksMayBeHttp;

    private boolean httpAllowed;

    @Override
    public void initialize(WebUrl use) {
      httpAllowed = use.webhook() && webhooksMayBeHttp;
    }

    @Override
    public boolean isValid(String url, ConstraintValidatorContext context) {
      if (url == null) {
        return true;
      }
      Optional<String> fault = fault(url, httpAllowed);
      fault.ifPresent(message -> Violation.replace(context, message));
      return fault.isEmpty();
    }

    /**
     * What is wrong with the URL, in words that repeat nothing of it; empty when it is as it must
     * be.
     */
    static Optional<String> fault(String url, boolean httpAllowed) {
      if (url.length() > MAX_LENGTH) {
        return Optional.of("must be at most " + MAX_LENGTH + " characters");
      }
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(url)) {
        return Optional.of("must be ASCII: percent-encode the path, use punycode for the host");
      }
      try {
        return fault(new URI(url), httpAllowed);
      } catch (URISyntaxException e) {
        return Optional.of("must be a valid URL");
      }
    }

    private static Optional<String> fault(URI url, boolean httpAllowed) {
      boolean schemeAllowed =
          "https".equalsIgnoreCase(url.getScheme())
              || httpAllowed && "http".equalsIgnoreCase(url.getScheme());
      if (!schemeAllowed) {
        return Optional.of(httpAllowed ? "must be an https or http URL" : "must be an https URL");
      }
      if (url.getRawUserInfo() != null) {
        return Optional.of("must not contain a user name or password");
      }
      if (url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
        return Optional.of("must have a valid host and port");
      }
      return url.getRawFragment() == null
          ? Optional.empty()
          : Optional.of("must not contain a fragment");
    }
  }
}
