package com.jagcall.accounts.session;

import java.time.Duration;

/**
 * Why a log-in was refused, in words that do not tell whether the e-mail is known.
 *
 * @param kind what stands in the address of the log-in page
 * @param seconds until the next attempt is allowed, or 0
 */
record LoginProblem(String kind, long seconds) {
  private static final String CREDENTIALS = "credentials";
  private static final String TOO_MANY = "too-many";
  private static final String BUSY = "busy";

  static LoginProblem credentials() {
    return new LoginProblem(CREDENTIALS, 0);
  }

  static LoginProblem tooMany(Duration pause) {
    return new LoginProblem(TOO_MANY, pause.toSeconds());
  }

  static LoginProblem busy() {
    return new LoginProblem(BUSY, 0);
  }

  String query() {
    return seconds == 0 ? "problem=" + kind : "problem=" + kind + "&seconds=" + seconds;
  }

  String text() {
    return text(kind, seconds);
  }

  /** The text for what stands in an address, which anybody may have written; null for none. */
  static String text(String kind, Long seconds) {
    return switch (kind == null ? "" : kind) {
      case CREDENTIALS -> "The e-mail or the password is not right.";
      case TOO_MANY -> "Too many failed attempts. Try again in " + words(seconds) + ".";
      case BUSY -> "Too many people are logging in at this moment. Try again in a few seconds.";
      default -> null;
    };
  }

  private static String words(Long seconds) {
    if (seconds == null || seconds < 1 || seconds > Duration.ofHours(1).toSeconds()) {
      return "a while";
    }
    if (seconds < 90) {
      return seconds + (seconds == 1 ? " second" : " seconds");
    }
    return (seconds + 59) / 60 + " minutes";
  }
}
