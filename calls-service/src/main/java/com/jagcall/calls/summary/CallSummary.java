package com.jagcall.calls.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What was made of a call.
 *
 * @param text null unless {@link Status#READY}
 * @param source null unless {@link Status#READY}
 * @param extracted data by the agent's schema; null: none was asked for, or it could not be had
 * @param extractionError why it could not be had; null: it was, or nobody asked for any
 */
public record CallSummary(
    Status status, String text, Source source, JsonNode extracted, String extractionError) {
  /** Nobody said anything, or the call was never answered. */
  static final String NOTHING_SAID = "nothing_said";

  /** The model answered nothing that the schema allows, not when it was asked again either. */
  static final String SCHEMA_MISMATCH = "schema_mismatch";

  /** The model did not answer, however often it was asked. */
  static final String MODEL_UNAVAILABLE = "model_unavailable";

  /** This installation has none. */
  static final String NO_LANGUAGE_MODEL = "no_language_model";

  /** How far it is. */
  public enum Status {
    /** The call lasts, or it is worked on. */
    PENDING,
    READY,
    /** The model did not answer, however often it was asked. */
    FAILED,
    /** There is nothing to sum up. */
    NONE;

    /** As it stands in JSON and in the database. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose words it is in. */
  public enum Source {
    /** A language model's. */
    MODEL,
    /** Sentences of the transcript, since there is no model. */
    TRANSCRIPT;

    /** As it stands in JSON and in the database. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing yet. */
  public static CallSummary pending() {
    return without(Status.PENDING);
  }

  /** Nothing, and nothing will come. */
  public static CallSummary none() {
    return without(Status.NONE);
  }

  static CallSummary without(Status status) {
    return new CallSummary(status, null, null, null, null);
  }

  CallSummary with(Extraction extraction) {
    return new CallSummary(status, text, source, extraction.data(), extraction.error());
  }

  /**
   * What came of an extraction.
   *
   * @param data null: none
   * @param error null: none
   */
  record Extraction(JsonNode data, String error) {
    /** Nobody asked for any. */
    static final Extraction UNASKED = new Extraction(null, null);
  }
}
