package com.jagcall.calls.recording;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Finds what a request for a recording is answered with. */
@ApplicationScoped
public class RecordingDownloads {
  private final RecordingStore store;
  private final BlockingWork blocking;

  RecordingDownloads(RecordingStore store, BlockingWork blocking) {
    this.store = store;
    this.blocking = blocking;
  }

  /**
   * The answer, 200, 206 or 416 with its headers; empty when there is no such recording. Its body
   * is read while it is sent.
   *
   * @param range the header {@code Range} of a GET; null without one, and for a HEAD
   * @param ifRange the header {@code If-Range}, or null
   */
  public Uni<Optional<Response>> find(RecordingKey key, String range, String ifRange) {
    return blocking
        .run(() -> store.find(key))
        .map(
            found ->
                found.map(recording -> RecordingDownload.of(store, recording, range, ifRange)));
  }
}
