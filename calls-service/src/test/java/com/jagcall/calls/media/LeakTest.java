package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.sdp.Encryption;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Calls that come and go leave no socket, thread or memory behind. */
class LeakTest {
  private static final int CALLS = 3000;

  private static void calls(MediaEngine engine, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      try (MediaSession calling = engine.open(MediaOptions.of("calling", Encryption.MANDATORY));
          MediaSession called = engine.open(MediaOptions.of("called"))) {
        calling.accept(called.answer(calling.offer()));
        calling.start();
        called.start();
        calling.line().play(new short[8000]);
      }
    }
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void thousandsOfShortCalls_leaveNothingBehind() throws Exception {
    try (MediaEngine engine = new RtpEngine(MediaRooms.settings())) {
      calls(engine, 200);
      int threads = Thread.activeCount();
      // The ports of the last calls are closed by the receiving thread, in its own time.
      await().until(() -> engine.sessions() == 0);
      long descriptors = descriptors();
      long used = usedBytes();
      calls(engine, CALLS / 2);
      assertEquals(0, engine.sessions());
      await().until(() -> descriptors() <= descriptors + 4);
      assertTrue(Thread.activeCount() <= threads + 1);
      await().until(() -> usedBytes() < used + 8_000_000);
    }
  }
}
