package com.jagcall.webhooks.endpoint;

import com.jagcall.common.guard.RefusedTargetException;
import com.jagcall.common.guard.TargetGuard;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A URL that may be called as far as can be told without resolving its host; null is left to
 * others.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CallableUrl.Rule.class)
@interface CallableUrl {
  /** Not shown: the client is told which part of the rule was broken. */
  String message() default "must be an https URL";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** The rule itself. */
  final class Rule implements ConstraintValidator<CallableUrl, String> {
    /** Asked for late: rules are made before the operator's settings can be read. */
    @Inject Instance<TargetGuard> guard;

    @Override
    public boolean isValid(String url, ConstraintValidatorContext context) {
      if (url == null) {
        return true;
      }
      try {
        guard.get().check(url);
        return true;
      } catch (RefusedTargetException refused) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(refused.getMessage()).addConstraintViolation();
        return false;
      }
    }
  }
}
