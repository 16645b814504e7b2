package com.jagcall.common.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** The rule of {@link PlainText}; null is valid. */
public class PlainTextValidator implements ConstraintValidator<PlainText, CharSequence> {
  private boolean multiline;

  @Override
  public void initialize(PlainText rule) {
    multiline = rule.multiline();
  }

  @Override
  public boolean isValid(CharSequence text, ConstraintValidatorContext context) {
    return text == null || text.codePoints().allMatch(this::isPlain);
  }

  private boolean isPlain(int codePoint) {
    if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
      return multiline;
    }
    return switch (Character.getType(codePoint)) {
      // An unpaired surrogate is the only code point of its kind.
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR -> false;
      case Character.PARAGRAPH_SEPARATOR -> false;
      default -> !isBidirectionalControl(codePoint);
    };
  }

  /** The explicit marks, embeddings, overrides and isolates of Unicode Standard Annex 9. */
  private static boolean isBidirectionalControl(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
