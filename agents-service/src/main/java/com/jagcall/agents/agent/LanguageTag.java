package com.jagcall.agents.agent;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A BCP 47 language tag (RFC 5646) of language, script, region and variants, at most 35 characters:
 * {@code en}, {@code en-US}, {@code zh-Hans-CN}. Two-letter languages and regions must be those of
 * ISO 639 and ISO 3166, so that {@code en-UK} is refused here and not by a speech provider in the
 * middle of a call. Null is left to others.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LanguageTag.Rule.class)
public @interface LanguageTag {
  /** What a refused client is told. */
  String message() default "must be a BCP 47 language tag, such as en, en-US or zh-Hans-CN";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** The rule itself, free of any framework. */
  final class Rule implements ConstraintValidator<LanguageTag, String> {
    private static final int MAX_LENGTH = 35;
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    @Override
    public boolean isValid(String tag, ConstraintValidatorContext context) {
      return tag == null || canonical(tag).isPresent();
    }

    /**
     * The tag in the case BCP 47 recommends ({@code EN-us} is {@code en-US}); empty when it breaks
     * the rule.
     */
    static Optional<String> canonical(String tag) {
      if (tag.length() > MAX_LENGTH) {
        return Optional.empty();
      }
      try {
        Locale locale = new Locale.Builder().setLanguageTag(tag.toLowerCase(Locale.ROOT)).build();
        return known(locale) ? Optional.of(locale.toLanguageTag()) : Optional.empty();
      } catch (IllformedLocaleException e) {
        return Optional.empty();
      }
    }

    private static boolean known(Locale locale) {
      String language = locale.getLanguage();
      String region = locale.getCountry();
      return (language.length() == 3 || LANGUAGES.contains(language))
          && (region.length() != 2 || REGIONS.contains(region))
          && !locale.hasExtensions();
    }
  }
}
