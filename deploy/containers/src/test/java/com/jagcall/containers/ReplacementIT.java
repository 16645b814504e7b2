package com.jagcall.containers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.ApiKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replicas come and go under load; nobody who asks the gateway notices. */
@NeedsDocker
class ReplacementIT {
  private static final int PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Suite suite = Suite.get();

  /** Several organizations: one may not send so much. */
  private final List<ApiKey> keys = Stream.generate(suite::key).limit(4).toList();

  @Test
  void everyReplicaReplacedUnderLoad_noRequestFails() {
    try (Load load = new Load(suite.gatewayUrl(), PER_SECOND, true, keys)) {
      awaitAnswers(load, 5);
      for (String service : Suite.services()) {
        for (Replica old : suite.replicas(service)) {
          suite.add(service);
          assertEquals(0, old.stop(), "the exit status of " + service);
          suite.drop(old);
          awaitAnswers(load, 2);
        }
      }
      assertNoneFailed(load.finish());
    }
  }

  @Test
  void replicaKilledUnderLoad_noReadFails() {
    try (Load load = new Load(suite.gatewayUrl(), PER_SECOND, false, keys)) {
      awaitAnswers(load, 5);
      for (String service : Suite.services()) {
        Replica killed = suite.replicas(service).get(0);
        killed.kill();
        await().atMost(PATIENCE).until(() -> !killed.isRunning());
        suite.drop(killed);
        awaitAnswers(load, 10);
        suite.add(service);
      }
      assertNoneFailed(load.finish());
    }
  }

  private static void awaitAnswers(Load load, int seconds) {
    long enough = load.answered() + (long) seconds * PER_SECOND;
    await().atMost(PATIENCE).until(() -> load.answered() >= enough);
  }

  private static void assertNoneFailed(Load.Result result) {
    System.out.println(result);
    assertEquals(Map.of(), result.failures(), result.toString());
    assertTrue(result.sent() >= 10L * PER_SECOND, result.toString());
  }
}
