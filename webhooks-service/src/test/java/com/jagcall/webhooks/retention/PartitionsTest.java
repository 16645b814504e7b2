package com.jagcall.webhooks.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.jagcall.common.testing.Backends;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PartitionsTest {
  Backends backends;
  @Inject Partitions partitions;

  private long partitions(String table) {
    return backends
        .postgres()
        .count(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'webhooks."
                + table
                + "'::regclass");
  }

  @Test
  void daysAhead_areThereAndLongGoneOnesAreDropped() {
    String old = LocalDate.now(ZoneOffset.UTC).minusDays(31).toString();
    String kept = LocalDate.now(ZoneOffset.UTC).minusDays(30).toString();
    for (String day : List.of(old, kept)) {
      backends
          .postgres()
          .execute(
              """
              CREATE TABLE webhooks.event_%1$s PARTITION OF webhooks.event
                FOR VALUES FROM ('%2$sT00:00:00Z') TO ('%2$sT23:59:59Z');
              ALTER TABLE webhooks.event_%1$s OWNER TO webhooks
              """
                  .formatted(day.replace("-", ""), day));
    }
    assertEquals(11, partitions("event"));
    List<CompletableFuture<Void>> replicas =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> partitions.keepHourly().await().atMost(Duration.ofSeconds(60))))
            .toList();
    replicas.forEach(CompletableFuture::join);
    assertEquals(10, partitions("event"));
    assertEquals(9, partitions("delivery"));
    assertEquals(9, partitions("attempt"));
  }
}
