package com.jagcall.calls.recording;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;

/** What a request for a recording is answered with. */
public final class RecordingDownload {
  private RecordingDownload() {}

  /**
   * The answer of 200, 206 or 416, complete with headers; its body is read while it is sent.
   *
   * @param range the header of a GET, or null; of a HEAD it does not count (RFC 9110 section 14.2)
   * @param ifRange the header, or null
   */
  static Response of(
      RecordingStore store, StoredRecording recording, String range, String ifRange) {
    ByteRange asked = ByteRange.of(range, ifRange, recording);
    ResponseBuilder answer =
        Response.ok()
            .header("Accept-Ranges", "bytes")
            .header("ETag", recording.etag())
            .header("Last-Modified", ByteRange.httpDate(recording.modified()))
            // Whose recording it is decides a key, not a cache on the way.
            .header("Cache-Control", "private, no-cache")
            .header("Content-Length", asked.length());
    if (asked instanceof ByteRange.Unsatisfiable none) {
      return answer
          .status(Status.REQUESTED_RANGE_NOT_SATISFIABLE)
          .header("Content-Range", none.contentRange())
          .build();
    }
    long first = 0;
    if (asked instanceof ByteRange.Part part) {
      answer.status(Status.PARTIAL_CONTENT).header("Content-Range", part.contentRange());
      first = part.first();
    }
    return answer
        .type("audio/wav")
        .entity(new RecordingBody(store, recording, first, asked.length()))
        .build();
  }
}
