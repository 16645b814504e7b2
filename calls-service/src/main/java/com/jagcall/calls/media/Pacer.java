package com.jagcall.calls.media;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that every call's time comes from: each is asked for its turn every 20 ms, at moments
 * that are fixed beforehand, so that lateness does not add up. Calls are spread over the 20 ms in
 * steps of one, so that not all of them send at once.
 */
final class Pacer implements AutoCloseable {
  /** One call's turns. */
  interface Paced {
    /**
     * Sends what is to be sent.
     *
     * @param round counts 20 ms; when rounds are missing, the machine stood still for longer than
     *     is made up for
     * @param dueNanos when it should have been, of {@link System#nanoTime()}
     */
    void send(long round, long dueNanos);

    /** All that can wait until the others of the same moment have sent. */
    void hear(long round, long dueNanos);
  }

  private static final Logger LOG = System.getLogger(Pacer.class.getName());
  private static final int STEPS = AudioLine.FRAME_MILLIS;
  private static final long STEP_NANOS = 1_000_000;

  /** After a longer stop, what was missed is left out instead of being sent in one burst. */
  private static final long MADE_UP_NANOS = 200_000_000;

  private static final Paced[] NOBODY = {};

  private final AtomicReferenceArray<Paced[]> steps = new AtomicReferenceArray<>(STEPS);
  private final Lateness lateness = new Lateness();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean idle;
  private int members;
  private long failures;

  Pacer() {
    for (int i = 0; i < STEPS; i++) {
      steps.set(i, NOBODY);
    }
    thread = new Thread(this::run, "media-pacer");
    thread.setDaemon(true);
    // Linux heeds this only with -XX:ThreadPriorityPolicy; it costs nothing to ask.
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  Lateness lateness() {
    return lateness;
  }

  synchronized void add(Paced paced) {
    int best = 0;
    for (int i = 1; i < STEPS; i++) {
      if (steps.get(i).length < steps.get(best).length) {
        best = i;
      }
    }
    Paced[] old = steps.get(best);
    Paced[] grown = Arrays.copyOf(old, old.length + 1);
    grown[old.length] = paced;
    steps.set(best, grown);
    members++;
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  synchronized void remove(Paced paced) {
    for (int i = 0; i < STEPS; i++) {
      Paced[] old = steps.get(i);
      Paced[] rest = Arrays.stream(old).filter(other -> other != paced).toArray(Paced[]::new);
      if (rest.length < old.length) {
        steps.set(i, rest.length == 0 ? NOBODY : rest);
        members--;
        return;
      }
    }
  }

  private void run() {
    long start = System.nanoTime();
    long step = 0;
    while (!closed) {
      step = waitForMembers(step, start);
      Paced[] due = steps.get((int) (step % STEPS));
      long dueNanos = start + step * STEP_NANOS;
      if (due.length > 0) {
        waitUntil(dueNanos);
        long late = System.nanoTime() - dueNanos;
        if (late > MADE_UP_NANOS) {
          // Whole rounds are left out, so that everybody keeps the place in the round.
          step += late / STEP_NANOS / STEPS * STEPS;
          dueNanos = start + step * STEP_NANOS;
        }
        turn(due, step / STEPS, dueNanos);
      }
      step++;
    }
  }

  /** With nobody there, time need not be kept; afterwards it goes on from now. */
  private long waitForMembers(long step, long start) {
    if (somebody()) {
      return step;
    }
    idle = true;
    while (!closed && !somebody()) {
      LockSupport.park(this);
    }
    idle = false;
    long now = (System.nanoTime() - start) / STEP_NANOS + 1;
    return Math.max(step, now);
  }

  private synchronized boolean somebody() {
    return members > 0;
  }

  private void waitUntil(long dueNanos) {
    long rest = dueNanos - System.nanoTime();
    while (rest > 0 && !closed) {
      LockSupport.parkNanos(this, rest);
      rest = dueNanos - System.nanoTime();
    }
  }

  private void turn(Paced[] due, long round, long dueNanos) {
    for (Paced paced : due) {
      try {
        paced.send(round, dueNanos);
      } catch (RuntimeException e) {
        failed("Sending failed", e);
      }
      lateness.add(System.nanoTime() - dueNanos);
    }
    for (Paced paced : due) {
      try {
        paced.hear(round, dueNanos);
      } catch (RuntimeException e) {
        failed("Hearing failed", e);
      }
    }
  }

  /**
   * One call's fault must not stop every other call's sound, nor fill the log fifty times a second.
   */
  private void failed(String what, RuntimeException e) {
    failures++;
    if (Long.bitCount(failures) == 1) {
      LOG.log(Level.ERROR, what + " (" + failures + " such faults so far)", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
