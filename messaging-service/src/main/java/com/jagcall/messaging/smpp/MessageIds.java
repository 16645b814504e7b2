package com.jagcall.messaging.smpp;

import java.math.BigInteger;

/**
 * Message ids in one form. Some SMSCs answer a submit with a hexadecimal number and write the same
 * number as a decimal one in the receipt's text.
 */
final class MessageIds {

  private MessageIds() {}

  /** A number becomes a decimal one without leading zeros; what is no number stays as it is. */
  static String canonical(String id, SmppConfig.IdFormat format) {
    String text = id.strip();
    return switch (format) {
      case TEXT -> text;
      case DECIMAL -> text.matches("[0-9]{1,64}") ? new BigInteger(text).toString() : text;
      case HEX -> text.matches("[0-9A-Fa-f]{1,64}") ? new BigInteger(text, 16).toString() : text;
    };
  }
}
