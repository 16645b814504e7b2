package com.jagcall.calls.call;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that was said in a call, as far as it was heard. */
@RegisterForReflection
@Schema(
    name = "TranscriptSegment",
    description = "Something that was said, keys that were pressed, or a tool that was used.")
public record Segment(
    @Schema(
            description =
                "`speech`: something said. `keypad`: keys of the telephone. `tool`: what the agent"
                    + " did; the text is the tool's name and its arguments.",
            required = true)
        SegmentKind kind,
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

  /** Something said. */
  public Segment(Speaker speaker, String text, long startMs, long endMs, Double confidence) {
    this(SegmentKind.SPEECH, speaker, text, startMs, endMs, confidence);
  }

  public Segment {
    Objects.requireNonNull(kind);
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
