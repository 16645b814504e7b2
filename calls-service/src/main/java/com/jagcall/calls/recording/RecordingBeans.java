package com.jagcall.calls.recording;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** Makes the recordings of this replica and their store as the deployment wants them. */
@Singleton
class RecordingBeans {
  private static final Duration ANNOUNCED_WITHIN = Duration.ofSeconds(20);

  private final RecordingsConfig config;

  RecordingBeans(RecordingsConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  RecordingStore store() {
    return switch (config.store()) {
      case DISK -> new DiskStore(config.folder().resolve("kept").toAbsolutePath());
      case S3 -> new BucketStore(config.s3());
    };
  }

  void closeStore(@Disposes RecordingStore store) {
    if (store instanceof BucketStore bucket) {
      bucket.close();
    }
  }

  @Produces
  @Singleton
  Recordings recordings(RecordingStore store, RecordingRegister register, MeterRegistry meters)
      throws IOException {
    Recordings recordings =
        new Recordings(
            config.folder().resolve("work").toAbsolutePath(),
            config.limit(),
            store,
            (key, duration) -> announce(register, key, duration),
            config.retry());
    Gauge.builder("jagcall.recordings.open", recordings, Recordings::open).register(meters);
    Gauge.builder("jagcall.recordings.undelivered", recordings, Recordings::undelivered)
        .description("whole, and not stored yet")
        .register(meters);
    return recordings;
  }

  /** While the database can still be told; calls have ended by now. */
  void stop(@Observes ShutdownEvent event, Recordings recordings) throws IOException {
    recordings.close();
  }

  private static void announce(RecordingRegister register, RecordingKey key, Duration duration) {
    try {
      VertxContextSupport.subscribeAndAwait(
          () -> register.available(key, duration).ifNoItem().after(ANNOUNCED_WITHIN).fail());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
