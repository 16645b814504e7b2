package com.jagcall.webhooks.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void pauses_areThoseOfTheContract() {
    List<Long> seconds =
        java.util.stream.IntStream.range(1, Schedule.ATTEMPTS)
            .mapToObj(step -> Schedule.pause(step, null, 0.5).orElseThrow().toSeconds())
            .toList();
    assertEquals(
        List.of(5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L), seconds);
    assertEquals(10, Schedule.ATTEMPTS);
    assertEquals(Optional.empty(), Schedule.pause(10, null, 0.5));
  }

  @Property
  void jitter_movesAPauseByATenthAtMost(
      @ForAll @IntRange(min = 1, max = 9) int step, @ForAll @DoubleRange(max = 1) double random) {
    long planned = Schedule.PAUSES.get(step - 1).toMillis();
    long pause = Schedule.pause(step, null, random).orElseThrow().toMillis();
    assertTrue(pause >= planned * 0.9 - 1 && pause <= planned * 1.1 + 1, pause + " of " + planned);
  }

  @Property
  void retryAfter_isNeverUndercutAndNeverLongerThanADay(
      @ForAll @IntRange(min = 1, max = 9) int step,
      @ForAll @LongRange(max = 1_000_000) long wishSeconds,
      @ForAll @DoubleRange(max = 1) double random) {
    Duration wish = Duration.ofSeconds(wishSeconds);
    Duration pause = Schedule.pause(step, wish, random).orElseThrow();
    Duration planned = Schedule.pause(step, null, random).orElseThrow();
    Duration day = Duration.ofDays(1);
    assertTrue(pause.compareTo(planned) >= 0);
    assertTrue(pause.compareTo(wish.compareTo(day) < 0 ? wish : day) >= 0);
    assertTrue(pause.compareTo(planned) == 0 || pause.compareTo(day) <= 0);
  }
}
