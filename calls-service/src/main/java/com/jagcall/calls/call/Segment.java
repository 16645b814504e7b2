package com.jagcall.calls.call;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that was said in a call, as far as it was heard. */
@RegisterForReflection
@Schema(name = "TranscriptSegment", description = "Something that was said.")
public record Segment(
    @Schema(description = "Who said it.", required = true) Speaker speaker,
    @Schema(description = "What was said.", examples = "Hello!", required = true) String text,
    @Schema(description = "When it began, in milliseconds after the answer.", required = true)
        long startMs,
    @Schema(description = "When it ended, in milliseconds after the answer.", required = true)
        long endMs,
    @Schema(
            description = "How sure the recognition is, from 0 to 1; null: it was not recognised.",
            required = true,
            nullable = true)
        Double confidence) {

  /** Characters; what is longer must be cut into several. */
  public static final int MAX_TEXT = 10_000;

  public Segment {
    Objects.requireNonNull(speaker);
    if (text.length() > MAX_TEXT || startMs < 0 || endMs < startMs) {
      throw new IllegalArgumentException(
          "a segment of "
              + text.length()
              + " characters, from "
              + startMs
              + " to "
              + endMs
              + " ms");
    }
  }
}
