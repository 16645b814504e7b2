package com.jagcall.messaging.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a test message, by whom it is sent to: +1 NPA 555 0190 to 0194, whatever the area
 * code, have a meaning; to all others it is delivered.
 */
enum MagicNumber {
  /** It arrives. */
  DELIVERED(""),
  /** The carrier has it, and it does not arrive. */
  UNDELIVERED("90"),
  /** The carrier does not take it. */
  FAILED("91"),
  /** It arrives, and is answered. */
  REPLY("92"),
  /** It arrives, and is answered with STOP. */
  OPT_OUT("93"),
  /** It arrives, and is answered with START. */
  OPT_IN("94");

  private static final Pattern FICTIONAL = Pattern.compile("\\+1[2-9][0-9]{2}55501([0-9]{2})");

  private final String ending;

  MagicNumber(String ending) {
    this.ending = ending;
  }

  static MagicNumber of(String number) {
    Matcher matcher = FICTIONAL.matcher(number);
    if (matcher.matches()) {
      for (MagicNumber magic : values()) {
        if (magic.ending.equals(matcher.group(1))) {
          return magic;
        }
      }
    }
    return DELIVERED;
  }
}
