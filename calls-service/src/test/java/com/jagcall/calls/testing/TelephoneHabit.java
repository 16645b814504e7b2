package com.jagcall.calls.testing;

/** What a telephone does, or the network it hangs on. */
public enum TelephoneHabit {
  BUSY {
    @Override
    void invited(OddLine line) {
      line.respond("486 Busy Here");
    }
  },
  DECLINES {
    @Override
    void invited(OddLine line) {
      line.respond("603 Decline");
    }
  },
  /** Nobody has the number. */
  UNKNOWN {
    @Override
    void invited(OddLine line) {
      line.respond("404 Not Found");
    }
  },
  RINGS {
    @Override
    void invited(OddLine line) {
      line.respond("180 Ringing");
    }
  },
  /** Whoever is asked first has no room, and the next one has. */
  OVERLOADED_AT_FIRST {
    @Override
    void invited(OddLine line) {
      if (line.isFirst()) {
        line.respond("503 Service Unavailable");
      } else {
        line.answer();
      }
    }
  },
  OVERLOADED {
    @Override
    void invited(OddLine line) {
      line.respond("503 Service Unavailable");
    }
  },
  /** No password is the right one. */
  NEVER_CONTENT {
    @Override
    void invited(OddLine line) {
      line.respond("407 Proxy Authentication Required");
    }
  },
  /** Answers, and sends no sound, ever. */
  SOUNDLESS {
    @Override
    void acknowledged(OddLine line) {
      // Nothing is said.
    }
  },
  /** Its sound stops, and nothing else happens. */
  FALLS_SILENT {
    @Override
    void acknowledged(OddLine line) {
      line.speak();
      line.later(400, line::fallSilent);
    }
  },
  /** Talks on, and hears no BYE. */
  DEAF {
    @Override
    void acknowledged(OddLine line) {
      line.speak();
    }

    @Override
    void hungUp(OddLine line, String bye) {
      // It got lost.
    }
  },
  /** Says everything three times. */
  REPEATS {
    @Override
    void invited(OddLine line) {
      line.answer();
      line.answer();
      line.later(100, line::answer);
    }
  },
  /** Answers in the moment in which it was given up. */
  ANSWERS_LATE {
    @Override
    void invited(OddLine line) {
      line.respond("180 Ringing");
    }

    @Override
    void canceled(OddLine line) {
      line.answer();
    }

    @Override
    void acknowledged(OddLine line) {
      // It waits for the BYE.
    }
  },
  /** Nothing odd: it answers, talks and hangs up. */
  TALKS;

  private static final int TALK_MILLIS = 1_200;

  void invited(OddLine line) {
    line.answer();
  }

  void acknowledged(OddLine line) {
    line.speak();
    line.later(TALK_MILLIS, line::hangUp);
  }

  void canceled(OddLine line) {
    line.respond("487 Request Terminated");
  }

  void hungUp(OddLine line, String bye) {
    line.fallSilent();
    line.respond(bye, "200 OK", "");
  }
}
