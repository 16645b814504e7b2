package com.jagcall.accounts.apikey;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Scope;
import com.jagcall.common.text.PlainText;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of a new key as it was filled in, with what is wrong with it. */
final class KeyForm {
  private static final List<Expiry> EXPIRIES =
      List.of(
          new Expiry("", "Never"),
          new Expiry("30", "In 30 days"),
          new Expiry("90", "In 90 days"),
          new Expiry("365", "In a year"));

  /** A choice of life time; no days: for ever. */
  public record Expiry(String days, String label) {}

  /** What the browser sends. */
  record Fields(
      @NotNull(message = "Give the key a name.")
          @Size(min = 1, max = 100, message = "A name has 1 to 100 characters.")
          @PlainText(message = "A name is plain text.")
          String name,
      @NotNull(message = "Choose one.") @Pattern(regexp = "live|test", message = "Choose one.")
          String mode,
      @NotEmpty(message = "Choose at least one.") List<String> scopes,
      @Pattern(regexp = "(30|90|365)?", message = "Choose one.") String expiresInDays) {}

  private final Fields fields;
  private final Map<String, String> problems;

  private KeyForm(Fields fields, Map<String, String> problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The form as it is first shown: live, with all scopes, for ever. */
  static KeyForm blank() {
    return new KeyForm(new Fields("", "live", Scope.ALL, ""), Map.of());
  }

  static KeyForm checked(Fields filledIn, Validator validator) {
    Map<String, String> problems = new HashMap<>();
    for (ConstraintViolation<Fields> violation : validator.validate(filledIn)) {
      problems.put(violation.getPropertyPath().toString(), violation.getMessage());
    }
    if (!Scope.ALL.containsAll(filledIn.scopes())) {
      problems.put("scopes", "There is no such scope.");
    }
    return new KeyForm(filledIn, problems);
  }

  /** The same form, refused for a reason that none of its fields has. */
  KeyForm refused(String reason) {
    return new KeyForm(fields, Map.of("form", reason));
  }

  boolean isSound() {
    return problems.isEmpty();
  }

  KeySettings settings(Instant now) {
    Instant expiresAt =
        Optional.ofNullable(fields.expiresInDays())
            .filter(days -> !days.isEmpty())
            .map(days -> now.plus(Duration.ofDays(Long.parseLong(days))))
            .orElse(null);
    return new KeySettings(fields.name(), Mode.of(fields.mode()), fields.scopes(), expiresAt);
  }

  /** What is wrong with a field, or null. */
  public String problem(String field) {
    return problems.get(field);
  }

  public String name() {
    return fields.name();
  }

  public boolean test() {
    return "test".equals(fields.mode());
  }

  public boolean has(String scope) {
    return fields.scopes().contains(scope);
  }

  public boolean expiresIn(Expiry expiry) {
    return expiry.days().equals(fields.expiresInDays());
  }

  public List<String> allScopes() {
    return Scope.ALL;
  }

  public List<Expiry> expiries() {
    return EXPIRIES;
  }
}
