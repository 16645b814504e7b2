package com.jagcall.calls.speech;

import com.sun.speech.freetts.audio.NullAudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * FreeTTS's voice kevin: US English, 8 kHz. It is found by its directory and not by FreeTTS's voice
 * manager, which looks for files that are not there. One can only say one thing at a time, on one
 * thread.
 */
final class KevinVoice {
  /**
   * FreeTTS spells a word it does not know letter by letter, which takes it seconds for a long one.
   */
  private static final Pattern LONG_WORD = Pattern.compile("(\\S{40})(?=\\S)");

  private final com.sun.speech.freetts.Voice voice;

  private KevinVoice(com.sun.speech.freetts.Voice voice) {
    this.voice = voice;
  }

  /**
   * Loads one: some hundred milliseconds, and some megabytes. One at a time, because FreeTTS keeps
   * the words that it is reading in a static list.
   */
  static synchronized KevinVoice load() {
    com.sun.speech.freetts.Voice kevin =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals("kevin"))
            .findFirst()
            .orElseThrow();
    kevin.allocate();
    return new KevinVoice(kevin);
  }

  /** Takes PCM; false to stop. */
  interface Target {
    boolean audio(short[] pcm);
  }

  /**
   * Says a text, on this thread.
   *
   * @return false when the target wanted no more
   */
  boolean say(String text, Target target) {
    Player player = new Player(target);
    voice.setAudioPlayer(player);
    voice.speak(pronounceable(text));
    return !player.stopped;
  }

  void close() {
    voice.deallocate();
  }

  /** What of it has letters that kevin knows. */
  private static String pronounceable(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    plain =
        plain.replaceAll("\\p{M}", "").replace('\u2019', '\'').replaceAll("[^\\x20-\\x7e]", " ");
    return LONG_WORD.matcher(plain).replaceAll("$1 ");
  }

  /** Where kevin believes that his loudspeaker is. */
  private static final class Player extends NullAudioPlayer {
    private final Target target;
    private volatile boolean stopped;

    Player(Target target) {
      this.target = target;
    }

    @Override
    public boolean write(byte[] audio, int offset, int length) {
      short[] pcm = new short[length / 2];
      ByteBuffer.wrap(audio, offset, length).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(pcm);
      if (stopped || pcm.length > 0 && !target.audio(pcm)) {
        stopped = true;
      }
      return !stopped;
    }

    @Override
    public boolean end() {
      return !stopped;
    }

    @Override
    public boolean drain() {
      return !stopped;
    }

    @Override
    public void cancel() {
      stopped = true;
    }
  }
}
