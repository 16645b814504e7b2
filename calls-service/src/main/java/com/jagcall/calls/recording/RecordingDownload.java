package com.jagcall.calls.recording;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a request for a recording: status, headers and the bytes asked for, which are read
 * as fast as the client takes them, never more than a piece ahead.
 *
 * @param status 200, 206 or 416
 */
public record RecordingDownload(int status, Map<String, List<String>> headers, Multi<Buffer> body) {
  private static final int PIECE_BYTES = 32 * 1024;

  /**
   * @param range the header of a GET, or null; for HEAD it does not count (RFC 9110 section 14.2)
   * @param ifRange the header, or null
   */
  public static RecordingDownload of(
      RecordingStore store, StoredRecording recording, String range, String ifRange) {
    ByteRange asked = ByteRange.of(range, ifRange, recording);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Accept-Ranges", List.of("bytes"));
    headers.put("ETag", List.of(recording.etag()));
    headers.put("Last-Modified", List.of(ByteRange.httpDate(recording.modified())));
    // Whose recording it is decides a key, not a cache on the way.
    headers.put("Cache-Control", List.of("private, no-cache"));
    headers.put("Content-Length", List.of(Long.toString(asked.length())));
    if (asked instanceof ByteRange.Unsatisfiable none) {
      headers.put("Content-Range", List.of(none.contentRange()));
      return new RecordingDownload(416, headers, Multi.createFrom().empty());
    }
    headers.put("Content-Type", List.of("audio/wav"));
    if (asked instanceof ByteRange.Part part) {
      headers.put("Content-Range", List.of(part.contentRange()));
      return new RecordingDownload(
          206, headers, pieces(store, recording, part.first(), part.length()));
    }
    return new RecordingDownload(200, headers, pieces(store, recording, 0, recording.bytes()));
  }

  /** Opened when it is asked for, read on worker threads, closed however it ends. */
  private static Multi<Buffer> pieces(
      RecordingStore store, StoredRecording recording, long first, long length) {
    return Multi.createFrom()
        .resource(
            () -> new Source(store, recording, first, length),
            source ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> source.next())
                    .whilst(piece -> piece.length() > 0)
                    .filter(piece -> piece.length() > 0))
        .withFinalizer(Source::close);
  }

  /** Where pieces come from. One is asked for after the other. */
  private static final class Source {
    private final RecordingStore store;
    private final StoredRecording recording;
    private final long first;
    private final long length;
    private InputStream stream;
    private boolean closed;

    Source(RecordingStore store, StoredRecording recording, long first, long length) {
      this.store = store;
      this.recording = recording;
      this.first = first;
      this.length = length;
    }

    /** The next piece; an empty one at the end. */
    Uni<Buffer> next() {
      return Uni.createFrom()
          .item(this::read)
          .runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private synchronized Buffer read() {
      try {
        if (stream == null && !closed) {
          stream = store.read(recording, first, length);
        }
        return closed ? Buffer.buffer() : Buffer.buffer(stream.readNBytes(PIECE_BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A client that goes away while a piece is being read is not waited for on its thread. */
    void close() {
      Infrastructure.getDefaultExecutor().execute(this::closeNow);
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
}
