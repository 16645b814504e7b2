package com.jagcall.calls.listening;

import com.jagcall.calls.media.g711.Ulaw;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.NullAudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Sounds as a telephone brings them: 8 kHz, µ-law and back. */
public final class Sounds {
  public static final int RATE = 8_000;

  private Sounds() {}

  /** FreeTTS says something. */
  public static short[] speech(String text) {
    return speech(text, 150, 100);
  }

  /** The same with another speed (words a minute) and pitch (Hz). */
  public static short[] speech(String text, float rate, float pitch) {
    Voice voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals("kevin"))
            .findFirst()
            .orElseThrow();
    voice.allocate();
    voice.setRate(rate);
    voice.setPitch(pitch);
    Tape tape = new Tape();
    voice.setAudioPlayer(tape);
    voice.speak(text);
    voice.deallocate();
    short[] pcm = new short[tape.bytes.size() / 2];
    ByteBuffer.wrap(tape.bytes.toByteArray()).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(pcm);
    return telephone(pcm);
  }

  public static short[] silence(int millis) {
    return noise(millis, 8, 1);
  }

  /** White noise of so many units. */
  public static short[] noise(int millis, int volume, long seed) {
    Random random = new Random(seed);
    short[] pcm = new short[RATE / 1000 * millis];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (random.nextGaussian() * volume);
    }
    return telephone(pcm);
  }

  public static short[] tone(double hertz, int millis, double volume) {
    short[] pcm = new short[RATE / 1000 * millis];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (volume * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return telephone(pcm);
  }

  public static short[] then(short[]... parts) {
    short[] all = new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Both at once. */
  public static short[] mix(short[] one, short[] other) {
    short[] mixed = one.clone();
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      mixed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, one[i] + other[i]));
    }
    return mixed;
  }

  /** Frame by frame, the last one filled with silence. */
  public static Iterable<short[]> frames(short[] pcm) {
    return () ->
        java.util.stream.IntStream.range(0, (pcm.length + 159) / 160)
            .mapToObj(i -> Arrays.copyOfRange(pcm, i * 160, i * 160 + 160))
            .iterator();
  }

  private static short[] telephone(short[] pcm) {
    byte[] ulaw = new byte[pcm.length];
    Ulaw.encode(pcm, 0, ulaw, 0, pcm.length);
    short[] back = new short[pcm.length];
    Ulaw.decode(ulaw, 0, back, 0, pcm.length);
    return back;
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
