package com.jagcall.messaging.smpp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a receipt, {@code id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…}:
 * SMPP 3.4 appendix B, which is only a custom; fields may be missing, and in any case of letters.
 */
record ReceiptText(Optional<String> id, Optional<ReceiptState> state, Optional<String> error) {

  private static final Pattern ID = field("id");
  private static final Pattern STATE = field("stat");
  private static final Pattern ERROR = field("err");

  static ReceiptText parse(String text) {
    // What follows is the beginning of the message itself, and may say anything.
    String fields = text.split("(?i)\\btext:", 2)[0];
    return new ReceiptText(
        find(ID, fields), find(STATE, fields).flatMap(ReceiptText::state), find(ERROR, fields));
  }

  private static Pattern field(String name) {
    return Pattern.compile("(?i)(?:^|\\s)" + name + ":\\s*(\\S+)");
  }

  private static Optional<String> find(Pattern field, String text) {
    Matcher matcher = field.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<ReceiptState> state(String word) {
    return Optional.ofNullable(
        switch (word.toUpperCase(Locale.ROOT)) {
          case "DELIVRD", "DELIVERED" -> ReceiptState.DELIVERED;
          case "EXPIRED" -> ReceiptState.EXPIRED;
          case "DELETED" -> ReceiptState.DELETED;
          case "UNDELIV", "UNDELIVERABLE" -> ReceiptState.UNDELIVERABLE;
          case "ACCEPTD", "ACCEPTED" -> ReceiptState.ACCEPTED;
          case "UNKNOWN" -> ReceiptState.UNKNOWN;
          case "REJECTD", "REJECTED" -> ReceiptState.REJECTED;
          case "ENROUTE" -> ReceiptState.ENROUTE;
          default -> null;
        });
  }
}
