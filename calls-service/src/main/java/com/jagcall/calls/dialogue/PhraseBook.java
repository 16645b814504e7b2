package com.jagcall.calls.dialogue;

import com.jagcall.calls.speech.SpeechFailure;
import com.jagcall.calls.speech.SpeechListener;
import com.jagcall.calls.speech.Synthesis;
import com.jagcall.calls.speech.Voice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Phrases as sound, made before they are needed: they bridge the time in which a provider does not
 * answer, the synthesis among them. One for a deployment; for any thread.
 */
public final class PhraseBook {
  private static final int MAX_PHRASES = 500;
  private static final int MAX_SAMPLES = 10 * Synthesis.SAMPLE_RATE;

  private final Map<Key, short[]> made = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Key> inMaking = new HashSet<>();

  private record Key(String text, Voice voice) {}

  /** Has a phrase made, unless it is there or under way. */
  public void prepare(String text, Voice voice, List<Synthesis> engines) {
    Key key = new Key(text, voice);
    synchronized (made) {
      if (made.containsKey(key) || inMaking.contains(key) || engines.isEmpty()) {
        return;
      }
      inMaking.add(key);
    }
    make(key, engines, 0);
  }

  /** The sound, when it is there. */
  Optional<short[]> find(String text, Voice voice) {
    synchronized (made) {
      return Optional.ofNullable(made.get(new Key(text, voice)));
    }
  }

  private void make(Key key, List<Synthesis> engines, int engine) {
    engines.get(engine).say(key.text(), key.voice(), new Maker(key, engines, engine));
  }

  private void put(Key key, short[] pcm) {
    synchronized (made) {
      inMaking.remove(key);
      made.put(key, pcm);
      if (made.size() > MAX_PHRASES) {
        made.remove(made.keySet().iterator().next());
      }
    }
  }

  private final class Maker implements SpeechListener {
    private final Key key;
    private final List<Synthesis> engines;
    private final int engine;
    private final List<short[]> pieces = new ArrayList<>();
    private int samples;

    Maker(Key key, List<Synthesis> engines, int engine) {
      this.key = key;
      this.engines = engines;
      this.engine = engine;
    }

    @Override
    public void audio(short[] pcm) {
      if (samples + pcm.length <= MAX_SAMPLES) {
        pieces.add(pcm);
        samples += pcm.length;
      }
    }

    @Override
    public void finished() {
      short[] all = new short[samples];
      int at = 0;
      for (short[] piece : pieces) {
        System.arraycopy(piece, 0, all, at, piece.length);
        at += piece.length;
      }
      put(key, all);
    }

    @Override
    public void failed(SpeechFailure failure) {
      if (engine + 1 < engines.size()) {
        make(key, engines, engine + 1);
      } else {
        synchronized (made) {
          inMaking.remove(key);
        }
      }
    }
  }
}
