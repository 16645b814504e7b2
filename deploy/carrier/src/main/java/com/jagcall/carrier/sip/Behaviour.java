package com.jagcall.carrier.sip;

/**
 * What a number does when it is called, by its last two digits. Behind any other than those named
 * here is somebody who answers and talks.
 */
enum Behaviour {
  SHORT(88, "answers at once and hangs up after 1 s"),
  ECHOES(89, "answers, plays three tones and then repeats what it hears"),
  BUSY(90, "is busy (486)"),
  NO_ANSWER(91, "rings and never answers"),
  SLOW(92, "answers after 10 s"),
  DECLINES(93, "declines the call (603)"),
  UNKNOWN(94, "does not exist (404)"),
  HANGS_UP(95, "answers, says hello and hangs up after 5 s"),
  DIGITS(96, "answers and presses 1234#"),
  LISTENS(97, "answers, says nothing and stays on the line"),
  UNAVAILABLE(98, "the network is overloaded (503)"),
  ANNOUNCES(99, "plays an announcement before it answers (183)"),
  ANSWERS(-1, "answers and makes an appointment with the dentist, in words");

  private final int digits;
  private final String what;

  Behaviour(int digits, String what) {
    this.digits = digits;
    this.what = what;
  }

  static Behaviour of(String number) {
    String end = number.length() < 2 ? "" : number.substring(number.length() - 2);
    for (Behaviour behaviour : values()) {
      if (end.equals(String.valueOf(behaviour.digits))) {
        return behaviour;
      }
    }
    return ANSWERS;
  }

  /** Whether somebody speaks there. */
  boolean isPerson() {
    return this == ANSWERS || this == SLOW || this == HANGS_UP;
  }

  String what() {
    return digits < 0 ? "any other: " + what : "…" + digits + ": " + what;
  }
}
