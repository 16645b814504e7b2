package com.jagcall.calls.playback;

import com.jagcall.calls.call.Order;
import com.jagcall.calls.recording.Recorder;
import com.jagcall.calls.recording.RecordingKey;
import com.jagcall.calls.recording.Recordings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Records calls, and tells when a recording can be fetched. */
@ApplicationScoped
public class Tapes {
  /** So long the end of a call waits for its recording: a store far away may take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Recordings recordings;
  private final CallRecordings register;

  Tapes(Recordings recordings, CallRecordings register) {
    this.recordings = recordings;
    this.register = register;
  }

  /** A new recording of a call, which must be finished. */
  public Tape begin(Order order) {
    return new Tape(recordings.begin(new RecordingKey(order.tenant(), order.callId())), order);
  }

  /** One recording. */
  public final class Tape {
    private final Recorder recorder;
    private final String callId;

    private Tape(Recorder recorder, Order order) {
      this.recorder = recorder;
      this.callId = order.callId();
    }

    /** As {@link Recorder#frame}. */
    public void frame(long atMillis, short[] caller, short[] agent) {
      recorder.frame(atMillis, caller, agent);
    }

    /**
     * Ends it.
     *
     * @return whether it can be fetched now; false also when it will be later. Never fails.
     */
    public CompletionStage<Boolean> finish() {
      CompletionStage<Boolean> isAvailable = register.awaited(callId, PATIENCE);
      return recorder.finish().thenCompose(whole -> isAvailable).exceptionally(failure -> false);
    }
  }
}
