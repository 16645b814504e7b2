package com.jagcall.webhooks.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static Queued queued(int position, String key, int attempts) {
    return new Queued("dlv_" + position, Instant.EPOCH, "evt", key, position, attempts, 0, "");
  }

  /** Whatever is taken and finished in whatever order: a key's first attempts follow positions. */
  @Property
  void firstAttemptsOfAKey_areOneAtATimeAndInOrder(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4) Integer> keys,
      @ForAll @Size(min = 60, max = 200) List<@IntRange(max = 9) Integer> choices) {
    Work work = new Work();
    List<Queued> all = new ArrayList<>();
    for (int key : keys) {
      all.add(queued(all.size() + 1, "k" + key, 0));
    }
    work.add(all);
    List<Queued> underWay = new ArrayList<>();
    Map<String, Long> lastOfKey = new HashMap<>();
    for (int choice : choices) {
      if (choice < 6) {
        work.next()
            .ifPresent(
                taken -> {
                  assertTrue(underWay.stream().noneMatch(o -> o.key().equals(taken.key())));
                  Long before = lastOfKey.put(taken.key(), taken.position());
                  assertTrue(before == null || before < taken.position());
                  underWay.add(taken);
                });
      } else if (!underWay.isEmpty()) {
        Queued done = underWay.remove(choice % underWay.size());
        work.attempted(done);
        work.settled(done);
      }
      // Reading again what is there already changes nothing.
      work.add(all.stream().filter(q -> q.position() > work.lastPosition()).toList());
    }
  }

  @Test
  void retries_waitForNobody() {
    Work work = new Work();
    work.add(List.of(queued(1, "k", 0), queued(2, "k", 0), queued(3, "k", 1)));
    assertEquals(1, work.next().orElseThrow().position());
    assertEquals(3, work.next().orElseThrow().position());
    assertEquals(Optional.empty(), work.next());
  }
}
