package com.jagcall.webhooks.endpoint;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;

/** Names of events, each once. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = KnownEvents.Rule.class)
@interface KnownEvents {
  String message() default "must be [\"*\"] or names of events, each once, such as call.completed";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** The rule itself. */
  final class Rule implements ConstraintValidator<KnownEvents, List<String>> {
    @Override
    public boolean isValid(List<String> events, ConstraintValidatorContext context) {
      return events == null
          || events.stream().allMatch(event -> event != null && EventTypes.canBeChosen(event))
              && new HashSet<>(events).size() == events.size()
              && (events.size() == 1 || !events.contains(EventTypes.ALL));
    }
  }
}
