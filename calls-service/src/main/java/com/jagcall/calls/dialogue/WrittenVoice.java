package com.jagcall.calls.dialogue;

import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;

/**
 * Says nothing that could be heard: on a line that carries text, each sentence takes one frame of
 * silence, so that what was "heard" of it is what was written.
 */
final class WrittenVoice implements Synthesis {
  private static final Speech SAID =
      new Speech() {
        @Override
        public void cancel() {
          // Nothing is under way.
        }

        @Override
        public void pause() {
          // Nothing is under way.
        }

        @Override
        public void resume() {
          // Nothing is under way.
        }
      };

  @Override
  public Speech say(String text, Voice voice, SpeechListener listener) {
    listener.sentence(text);
    listener.audio(new short[AudioLine.FRAME_SAMPLES]);
    listener.finished();
    return SAID;
  }
}
