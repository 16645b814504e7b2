package com.jagcall.calls.recording;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A part of a recording on its way to a client: opened when its first piece is asked for, read on
 * worker threads, a piece at a time, so that a slow client holds neither a thread nor memory.
 */
final class RecordingBody {
  private static final int PIECE_BYTES = 64 * 1024;

  private final RecordingStore store;
  private final StoredRecording recording;
  private final long first;
  private final long length;
  private InputStream stream;
  private boolean closed;

  RecordingBody(RecordingStore store, StoredRecording recording, long first, long length) {
    this.store = store;
    this.recording = recording;
    this.first = first;
    this.length = length;
  }

  /** Bytes of all of it. */
  long length() {
    return length;
  }

  /** The next piece; an empty one at the end. To be asked for one after the other. */
  Uni<byte[]> next() {
    return Uni.createFrom().item(this::read).runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  /** Ends it. Returns at once, whatever is being read. */
  void close() {
    Infrastructure.getDefaultExecutor().execute(this::closeNow);
  }

  private synchronized byte[] read() {
    try {
      if (stream == null && !closed) {
        stream = store.read(recording, first, length);
      }
      return closed ? new byte[0] : stream.readNBytes(PIECE_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void closeNow() {
    closed = true;
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // Nothing was written, and nobody waits for it.
      stream = null;
    }
  }
}
