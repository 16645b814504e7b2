package com.jagcall.calls.sip;

import java.util.regex.Pattern;

/**
 * What may stand in the user part of a SIP URI here: E.164 and nothing else, so that no number can
 * smuggle in a header.
 */
final class PhoneNumber {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  private PhoneNumber() {}

  static String require(String number) {
    if (number == null || !E164.matcher(number).matches()) {
      throw new IllegalArgumentException("not a phone number in E.164");
    }
    return number;
  }

  static boolean valid(String number) {
    return number != null && E164.matcher(number).matches();
  }
}
