package com.jagcall.calls.recording;

import java.time.Instant;

/**
 * A recording that can be fetched.
 *
 * @param bytes its length
 * @param etag a strong validator, in quotes (RFC 9110 section 8.8.3)
 * @param modified when it was stored
 */
public record StoredRecording(RecordingKey key, long bytes, String etag, Instant modified) {}
