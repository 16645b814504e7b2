package com.jagcall.accounts.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Whether a form can be read: what the framework fails on is found here first. */
final class FormText {
  /** Several times as many as any form of ours has. */
  static final int MAX_FIELDS = 200;

  static final String TYPE = "application/x-www-form-urlencoded";

  private static final Pattern UTF_8_FORM =
      Pattern.compile(
          Pattern.quote(TYPE) + "(?:\\s*;\\s*charset\\s*=\\s*(?:utf-8|\"utf-8\"))?\\s*",
          Pattern.CASE_INSENSITIVE);

  private FormText() {}

  /** Whether a Content-Type says that the body is a form, in the one charset that forms have. */
  static boolean isType(String contentType) {
    return contentType != null && UTF_8_FORM.matcher(contentType).matches();
  }

  /** Whether a Content-Type begins like a form's, whatever else it says. */
  static boolean isLikeType(String contentType) {
    return contentType != null && contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
  }

  /** Whether every field is encoded as it should be, and there are not too many. */
  static boolean isSound(String form) {
    long fields = form.chars().filter(character -> character == '&').count() + 1;
    if (fields > MAX_FIELDS) {
      return false;
    }
    try {
      URLDecoder.decode(form, StandardCharsets.UTF_8);
      return true;
    } catch (IllegalArgumentException brokenEncoding) {
      return false;
    }
  }
}
