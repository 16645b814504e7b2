package com.jagcall.common.text;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text that people read: no control characters, no bidirectional overrides, no unpaired surrogates.
 * They would break logs, terminals and the reader's trust in what stands on the screen, and
 * PostgreSQL stores no NUL.
 */
@Constraint(validatedBy = PlainTextValidator.class)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {
  String message() default "must not hold control, bidirectional or unpaired surrogate characters";

  /** Whether line feed, carriage return and tab may stand in it. */
  boolean multiline() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
