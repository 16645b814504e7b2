package com.jagcall.calls.testing;

import com.jagcall.calls.speech.Speech;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;

/** Says a text as a tone of 1 kHz, 40 ms for a character: known length, no engine. */
@Mock
@ApplicationScoped
public class ToneSynthesis implements Synthesis {
  /** How long a character is heard. */
  public static final int CHARACTER_MILLIS = 40;

  private static final int HERTZ = 1_000;
  private static final int PIECE = 1_600;

  @Override
  public Speech say(String text, Voice voice, SpeechListener listener) {
    listener.sentence(text);
    int samples = text.length() * CHARACTER_MILLIS * SAMPLE_RATE / 1_000;
    for (int done = 0; done < samples; done += PIECE) {
      listener.audio(tone(done, Math.min(PIECE, samples - done)));
    }
    listener.finished();
    return new Made();
  }

  private static short[] tone(int first, int length) {
    short[] pcm = new short[length];
    for (int i = 0; i < length; i++) {
      pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * (first + i) / SAMPLE_RATE));
    }
    return pcm;
  }

  /** All of it was made before anybody could do anything about it. */
  private static final class Made implements Speech {
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
  }
}
