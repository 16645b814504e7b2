package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {
  private final Pacer pacer = new Pacer();

  @AfterEach
  void close() {
    pacer.close();
  }

  /** Notes its turns. */
  private static final class Turns implements Pacer.Paced {
    private final List<Long> rounds = new ArrayList<>();
    private final List<Long> due = new ArrayList<>();
    private final AtomicInteger heard = new AtomicInteger();

    @Override
    public synchronized void send(long round, long dueNanos) {
      rounds.add(round);
      due.add(dueNanos);
    }

    @Override
    public void hear(long round, long dueNanos) {
      heard.incrementAndGet();
    }
  }

  @Test
  void turns_areTwentyMillisecondsApartByTheClock() {
    Turns turns = new Turns();
    pacer.add(turns);
    long start = System.nanoTime();
    await().until(() -> turns.heard.get() >= 100);
    double seconds = (System.nanoTime() - start) / 1e9;
    pacer.remove(turns);
    synchronized (turns) {
      for (int i = 1; i < turns.rounds.size(); i++) {
        long rounds = turns.rounds.get(i) - turns.rounds.get(i - 1);
        assertEquals(rounds * 20_000_000, turns.due.get(i) - turns.due.get(i - 1));
      }
    }
    assertTrue(seconds > 1.95, "100 turns take two seconds, not " + seconds);
  }

  @Test
  void manyCalls_areSpreadOverTheTwentyMilliseconds() {
    List<Turns> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(new Turns());
      pacer.add(all.get(i));
    }
    await().until(() -> all.stream().allMatch(turns -> turns.heard.get() >= 3));
    all.forEach(pacer::remove);
    int[] members = new int[20];
    for (Turns turns : all) {
      synchronized (turns) {
        members[Math.floorMod((turns.due.get(0) - all.get(0).due.get(0)) / 1_000_000, 20)]++;
      }
    }
    for (int count : members) {
      assertEquals(2, count);
    }
  }

  @Test
  void oneThatThrows_stopsNobody() {
    Turns turns = new Turns();
    pacer.add(
        new Pacer.Paced() {
          @Override
          public void send(long round, long dueNanos) {
            throw new IllegalStateException("wanted by the test");
          }

          @Override
          public void hear(long round, long dueNanos) {
            throw new IllegalStateException("wanted by the test");
          }
        });
    pacer.add(turns);
    await().until(() -> turns.heard.get() >= 5);
  }

  @Test
  void afterNobodyWasThere_turnsGoOn() {
    Turns first = new Turns();
    pacer.add(first);
    await().until(() -> first.heard.get() >= 2);
    pacer.remove(first);
    int heard = first.heard.get();
    Turns second = new Turns();
    pacer.add(second);
    await().until(() -> second.heard.get() >= 5);
    assertTrue(first.heard.get() <= heard + 1);
  }
}
