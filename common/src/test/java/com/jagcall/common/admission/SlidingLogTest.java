package com.jagcall.common.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SlidingLogTest {
  private static final long WINDOW = Quota.WINDOW_MICROS;

  @Property
  void neverMoreThanTheLimitInAnyWindow(
      @ForAll @IntRange(min = 1, max = 8) int limit,
      @ForAll @Size(max = 200) List<@LongRange(max = 30_000_000) Long> gaps) {
    SlidingLog log = new SlidingLog();
    List<Long> admitted = new ArrayList<>();
    long now = 0;
    for (long gap : gaps) {
      now += gap;
      if (log.admit(limit, now).admitted()) {
        admitted.add(now);
      }
    }
    for (int i = limit; i < admitted.size(); i++) {
      assertTrue(admitted.get(i) - admitted.get(i - limit) >= WINDOW);
    }
  }

  @Property
  void whoWaitsRetryAfterIsServedAndNotMuchSooner(
      @ForAll @IntRange(min = 1, max = 8) int limit, @ForAll @LongRange(max = 1_000_000) long gap) {
    SlidingLog log = new SlidingLog();
    long now = 0;
    for (int i = 0; i < limit; i++) {
      assertTrue(log.admit(limit, now).admitted());
      now += gap;
    }
    Quota refused = log.admit(limit, now);
    assertFalse(refused.admitted());
    long retryAfter = refused.retryAfterSeconds() * 1_000_000;
    assertTrue(retryAfter - refused.resetMicros() < 1_000_000);
    assertFalse(log.peek(limit, now + refused.resetMicros() - 1).admitted());
    assertTrue(log.admit(limit, now + retryAfter).admitted());
  }

  @Property
  void remainingIsWhatIsStillAdmitted(@ForAll @IntRange(min = 1, max = 20) int limit) {
    SlidingLog log = new SlidingLog();
    for (int left = limit - 1; left >= 0; left--) {
      assertEquals(left, log.admit(limit, 0).remaining());
    }
    assertFalse(log.admit(limit, 0).admitted());
  }
}
