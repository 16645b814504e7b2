package com.jagcall.local.suite;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.NullAudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** What somebody says into Chromium's microphone, over and over again. */
final class Microphone {
  private static final int RATE = 8_000;
  private static final int BYTES_OF_A_SECOND = 2 * RATE;

  private Microphone() {}

  /** The arguments that make Chromium hear a sentence between two pauses, again and again. */
  static List<String> saying(String sentence, int secondsBefore, int secondsAfter) {
    Path file = Path.of("target", "microphone.wav").toAbsolutePath();
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    pcm.writeBytes(new byte[secondsBefore * BYTES_OF_A_SECOND]);
    pcm.writeBytes(speech(sentence));
    pcm.writeBytes(new byte[secondsAfter * BYTES_OF_A_SECOND]);
    // FreeTTS speaks big-endian; a WAV file is written little-endian whatever it is given.
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, true);
    try {
      Files.createDirectories(file.getParent());
      AudioSystem.write(
          new AudioInputStream(new ByteArrayInputStream(pcm.toByteArray()), format, pcm.size() / 2),
          AudioFileFormat.Type.WAVE,
          file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--use-file-for-fake-audio-capture=" + file);
  }

  private static byte[] speech(String sentence) {
    Voice voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals("kevin"))
            .findFirst()
            .orElseThrow();
    voice.allocate();
    Tape tape = new Tape();
    voice.setAudioPlayer(tape);
    voice.speak(sentence);
    voice.deallocate();
    return tape.bytes.toByteArray();
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
