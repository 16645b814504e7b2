package com.jagcall.common.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.id.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The script in a real Redis, with a window short enough to watch it slide. */
@QuarkusTest
class ExactLimitTest {
  private static final Script ADMIT = Script.load("lua/admit.lua");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Redis redis;
  @Inject RequestLog requestLog;

  @Test
  void thousandAtOnce_exactlyTheLimitIsAdmitted() {
    Endpoint endpoint = new Endpoint("read", "read test", 200);
    String tag = Ids.base62(8);
    List<Quota> quotas =
        Multi.createFrom()
            .range(0, 1_000)
            .onItem()
            .transformToUni(i -> requestLog.count(tag, Mode.LIVE, endpoint, 200))
            .merge(50)
            .collect()
            .asList()
            .await()
            .atMost(PATIENCE);
    assertEquals(200, quotas.stream().filter(Quota::admitted).count());
    assertTrue(
        quotas.stream()
            .filter(quota -> !quota.admitted())
            .allMatch(quota -> quota.retryAfterSeconds() >= 1 && quota.retryAfterSeconds() <= 60));
  }

  /** Random trickles and bursts over a window of 40 ms: the clock is Redis's own. */
  @RepeatedTest(5)
  void anyWindow_holdsAtMostTheLimit(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int limit = 1 + random.nextInt(10);
    long window = 40_000;
    String key = "{test}:" + Ids.base62(8);
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long earliest = now();
      Response answer = run(key, limit, window);
      if (answer.get(0).toInteger() == 0) {
        before.add(earliest);
        after.add(now());
      } else {
        assertTrue(answer.get(5).toLong() > 0 && answer.get(5).toLong() <= window);
      }
    }
    // Each was counted between the two readings of Redis's clock around it.
    for (int i = limit; i < before.size(); i++) {
      assertTrue(after.get(i) - before.get(i - limit) >= window);
    }
    assertTrue(before.size() > limit, "the window never slid");
  }

  @Test
  void afterRetry_isServed() {
    String key = "{test}:" + Ids.base62(8);
    long window = 200_000;
    run(key, 1, window);
    Response refused = run(key, 1, window);
    assertEquals(1, refused.get(0).toInteger());
    long until = now() + refused.get(5).toLong();
    while (now() < until) {
      Thread.onSpinWait();
    }
    assertEquals(0, run(key, 1, window).get(0).toInteger());
  }

  @Test
  void loweredLimit_waitsForMoreThanOneToLeave() {
    String key = "{test}:" + Ids.base62(8);
    for (int i = 0; i < 5; i++) {
      assertEquals(0, run(key, 5, Quota.WINDOW_MICROS).get(0).toInteger());
    }
    Response refused = run(key, 2, Quota.WINDOW_MICROS);
    assertEquals(1, refused.get(0).toInteger());
    assertTrue(refused.get(5).toLong() <= Quota.WINDOW_MICROS);
  }

  private Response run(String key, int limit, long window) {
    return ADMIT
        .run(redis, List.of(key), List.of(String.valueOf(limit), String.valueOf(window), "read"))
        .await()
        .atMost(PATIENCE);
  }

  private long now() {
    Response time = redis.send(Request.cmd(Command.TIME)).await().atMost(PATIENCE);
    return time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
  }
}
