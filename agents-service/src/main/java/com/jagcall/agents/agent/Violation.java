package com.jagcall.agents.agent;

import jakarta.validation.ConstraintValidatorContext;

/** Says more exactly than a constraint's own message what is wrong. */
final class Violation {
  private Violation() {}

  /** Tells the client {@code message}, a text of ours, instead of the constraint's. */
  static void replace(ConstraintValidatorContext context, String message) {
    context.disableDefaultConstraintViolation();
    context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
  }

  /** Blames one {@code member} of the object instead of the object. */
  static void replace(ConstraintValidatorContext context, String member, String message) {
    context.disableDefaultConstraintViolation();
    context
        .buildConstraintViolationWithTemplate(message)
        .addPropertyNode(member)
        .addConstraintViolation();
  }
}
