package com.jagcall.calls.speech;

/** Says one sentence at a time. Shared by all calls: says many at once, each for itself. */
interface SpeechEngine {
  /**
   * Begins to say a sentence. Returns at once.
   *
   * @param sentence clean text of at most {@link Sentences#MAX_LENGTH} characters
   */
  Utterance say(String sentence, Voice voice, Sink sink);

  /** A sentence that is being said. */
  interface Utterance {
    /** Stops it and frees what it holds, within milliseconds. The sink may be told of its end. */
    void cancel();
  }

  /** Takes what an engine makes, on one thread at a time. One of the last two is called, once. */
  interface Sink {
    /** Takes PCM at 8 kHz; false when nobody listens any more. */
    boolean audio(short[] pcm);

    void done();

    void failed(SpeechFailure failure);
  }
}
