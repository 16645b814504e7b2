package com.jagcall.carrier.sip;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Ticks every voice each 20 ms, on a thread of its own. */
final class Pacer {

  private static final long TICK_NANOS = 20_000_000;

  private final Set<Voice> voices = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  void start() {
    Thread thread = new Thread(this::run, "carrier-rtp");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  void add(Voice voice) {
    voices.add(voice);
  }

  void remove(Voice voice) {
    voices.remove(voice);
    voice.close();
  }

  private void run() {
    long next = System.nanoTime();
    while (!stopped) {
      voices.forEach(Voice::tick);
      next += TICK_NANOS;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else if (wait < -10 * TICK_NANOS) {
        // After a halt of the machine nobody wants to hear what was missed all at once.
        next = System.nanoTime();
      }
    }
  }

  void stop() {
    stopped = true;
    voices.forEach(Voice::close);
  }
}
