package com.jagcall.calls.recording;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the calls know of their recordings; implemented by whoever keeps the calls. */
public interface RecordingRegister {
  /**
   * The recording can be fetched. May come twice, after a crash also for a call that another
   * replica carried. When it fails it comes again later, after a restart too.
   *
   * @param duration how long it plays
   */
  Uni<Void> available(RecordingKey key, Duration duration);

  /**
   * Calls that ended before this moment and whose recording is still available, at most so many.
   */
  Uni<List<RecordingKey>> expired(Instant endedBefore, int limit);

  /** They are deleted: from now on they cannot be fetched. */
  Uni<Void> deleted(List<RecordingKey> keys);
}
