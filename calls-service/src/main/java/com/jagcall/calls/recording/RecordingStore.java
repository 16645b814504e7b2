package com.jagcall.calls.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where finished recordings are kept. Every method blocks, and is never called on an event loop or
 * a media thread.
 */
public interface RecordingStore {
  /** The most that {@link #delete} takes at once. */
  int DELETE_LIMIT = 1000;

  /**
   * Takes a finished file; whole afterwards, or an exception and nothing. The same one may come
   * again. The file itself stays where it is.
   */
  void put(RecordingKey key, Path file) throws IOException;

  /** What is kept under a key. */
  Optional<StoredRecording> find(RecordingKey key) throws IOException;

  /**
   * A part of what {@link #find} found, read as it goes and never held whole.
   *
   * @param first the first byte, from 0
   * @param length how many, at least 1, not beyond the end
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  InputStream read(StoredRecording recording, long first, long length) throws IOException;

  /** Deletes at most {@link #DELETE_LIMIT} recordings. One that is not there is no error. */
  void delete(List<RecordingKey> keys) throws IOException;
}
