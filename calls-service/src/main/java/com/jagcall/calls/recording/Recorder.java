package com.jagcall.calls.recording;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes both sides of one call down while it lasts: a stereo WAV file of 16 bits at 8 kHz, the
 * caller left, the agent right. Made by {@link Recordings#begin}.
 */
public interface Recorder {
  /** Samples of a frame: 20 ms at 8 kHz. */
  int FRAME_SAMPLES = 160;

  /** Records nothing, for a call that is not to be recorded. */
  Recorder NONE =
      new Recorder() {
        @Override
        public void frame(long atMillis, short[] caller, short[] agent) {}

        @Override
        public CompletionStage<Boolean> finish() {
          return CompletableFuture.completedStage(false);
        }

        @Override
        public long lostFrames() {
          return 0;
        }
      };

  /**
   * Takes 20 ms. For one thread at a time, the media thread: never blocks, never throws, copies
   * what it is given. A moment nobody gave a frame for is silence, so is one that came more than
   * half a second late or faster than the disk takes it; the sound after it stays where it belongs.
   *
   * @param atMillis media time, in milliseconds since recording began; any value may come again for
   *     the other side, and what is not a multiple of 20 is taken as it is
   * @param caller PCM of {@link #FRAME_SAMPLES} samples; null where nothing was heard
   * @param agent PCM of {@link #FRAME_SAMPLES} samples, as it was sent; null where nothing was said
   */
  void frame(long atMillis, short[] caller, short[] agent);

  /**
   * Ends the recording. May be called again, from any thread; frames after it are dropped.
   *
   * @return true when it can be fetched; false when it cannot, or not yet: it was without any
   *     sound, could not be written, or the store refused it for now. {@link
   *     RecordingRegister#available} is told in the end in any case but the first two
   */
  CompletionStage<Boolean> finish();

  /** Frames that were dropped for being late, or because the disk was behind. */
  long lostFrames();
}
