package com.jagcall.carrier.sip;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.NullAudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sentences as sound, by FreeTTS's voice kevin: made once, when the network starts. */
final class SpokenSentences {

  private final CompletableFuture<Map<String, short[]>> sounds = new CompletableFuture<>();

  /** Begins to make them, on a thread of its own; a second or so. */
  static SpokenSentences of(List<String> texts) {
    SpokenSentences sentences = new SpokenSentences();
    Thread thread = new Thread(() -> sentences.make(texts), "carrier-speech");
    thread.setDaemon(true);
    thread.start();
    return sentences;
  }

  private void make(List<String> texts) {
    try {
      // FreeTTS's own search for voices looks for files that are not there.
      Voice kevin =
          Arrays.stream(new KevinVoiceDirectory().getVoices())
              .filter(voice -> voice.getName().equals("kevin"))
              .findFirst()
              .orElseThrow();
      kevin.allocate();
      Map<String, short[]> made = new HashMap<>();
      for (String text : texts) {
        made.put(text, say(kevin, text));
      }
      kevin.deallocate();
      sounds.complete(made);
    } catch (RuntimeException | LinkageError broken) {
      System.err.println("SIP: telephones cannot speak: " + broken);
      sounds.complete(Map.of());
    }
  }

  private static short[] say(Voice kevin, String text) {
    Tape tape = new Tape();
    kevin.setAudioPlayer(tape);
    kevin.speak(text);
    short[] pcm = new short[tape.bytes.size() / 2];
    ByteBuffer.wrap(tape.bytes.toByteArray()).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(pcm);
    return pcm;
  }

  /** Linear samples at 8 kHz; null while they are not made. Never waits. */
  short[] get(String text) {
    return sounds.getNow(Map.of()).get(text);
  }

  /** Where kevin believes that his loudspeaker is. */
  private static final class Tape extends NullAudioPlayer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public boolean write(byte[] audio, int offset, int length) {
      bytes.write(audio, offset, length);
      return true;
    }
  }
}
