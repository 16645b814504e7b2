package com.jagcall.messaging.send;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/** What is a phone number: libphonenumber's data. */
final class PhoneNumbers {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private PhoneNumbers() {}

  /** Whether some numbering plan has this number, and it is written as E.164 wants it. */
  static boolean isValid(String text) {
    if (!E164.matcher(text).matches()) {
      return false;
    }
    try {
      PhoneNumber number = LIBRARY.parse(text, null);
      return LIBRARY.isValidNumber(number)
          && LIBRARY.format(number, PhoneNumberFormat.E164).equals(text);
    } catch (NumberParseException e) {
      return false;
    }
  }
}
