package com.jagcall.calls.recording;

/** The recordings of this replica. */
public interface Recordings {
  /** Begins one. Returns at once; that the file cannot be written shows in {@code finish}. */
  Recorder begin(RecordingKey key);
}
