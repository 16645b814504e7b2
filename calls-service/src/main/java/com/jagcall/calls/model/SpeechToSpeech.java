package com.jagcall.calls.model;

import java.util.List;

/** A model that hears and speaks by itself: G.711 µ-law in, G.711 µ-law out. */
public interface SpeechToSpeech {

  /**
   * Begins a conversation. Returns at once and never throws; sound may be sent at once, and is lost
   * until {@link SpeechToSpeechListener#ready}.
   */
  Session open(Part part, SpeechToSpeechListener listener);

  /**
   * What the model is in a conversation.
   *
   * @param model null: what the deployment is set up with
   * @param voice the provider's
   * @param language BCP 47
   */
  record Part(
      String instructions,
      String model,
      String voice,
      String language,
      List<ToolDescription> tools) {}

  /** A conversation that goes on. Methods may be called from any thread and return at once. */
  interface Session {
    /** The caller's next sound. */
    void audio(byte[] ulaw);

    /** Something the caller did that cannot be heard, in words; the model answers it. */
    void note(String text);

    /** Says a text now, such as the first message. */
    void say(String text);

    /**
     * The caller interrupted: what the model remembers of what it said ends here.
     *
     * @param item whose sound was cut
     * @param heardMillis how much of it was heard
     */
    void cut(String item, long heardMillis);

    /** What came of a tool; the model goes on. */
    void result(ToolCall call, String text);

    /** Ends it. Nothing is told afterwards but what was under way. */
    void close();
  }
}
