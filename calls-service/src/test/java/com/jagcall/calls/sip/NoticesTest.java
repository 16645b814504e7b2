package com.jagcall.calls.sip;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leg tells its listener, and how long it holds it. */
class NoticesTest {

  @Test
  void end_isToldOnce_andNothingAfterIt() {
    Heard listener = new Heard();
    Notices notices = new Notices("call_test", listener, () -> {});
    notices.end(EndCause.HANGUP, 0, "BYE received", true);
    notices.end(EndCause.CANCELED, 0, "late", false);
    notices.tell(LegListener::ringing);
    assertEquals(List.of("ended HANGUP"), listener.notes);
  }

  /** A leg is remembered for half a minute; its listener holds the call's sound. */
  @Test
  void ended_holdsItsListenerNoLonger() {
    Notices notices = new Notices("call_test", null, () -> {});
    WeakReference<Heard> listener = listening(notices);
    notices.end(EndCause.HANGUP, 0, "BYE received", true);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return listener.get() == null;
            });
    assertTrue(notices.over());
  }

  private static WeakReference<Heard> listening(Notices notices) {
    Heard listener = new Heard();
    notices.listener(listener);
    return new WeakReference<>(listener);
  }
}
