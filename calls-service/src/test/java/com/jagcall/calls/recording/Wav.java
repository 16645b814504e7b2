package com.jagcall.calls.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A recording as a player reads it: by the JDK's own WAV reader, not by ours. */
record Wav(short[] caller, short[] agent) {
  static Wav read(Path path) throws IOException {
    return read(Files.readAllBytes(path));
  }

  static Wav read(byte[] file) throws IOException {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      AudioFormat expected = new AudioFormat(8000, 16, 2, true, false);
      if (!audio.getFormat().matches(expected)) {
        throw new IOException("not what a recording is: " + audio.getFormat());
      }
      ByteBuffer sound = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int pairs = sound.remaining() / 4;
      if (pairs != audio.getFrameLength()) {
        throw new IOException("the header promises what is not there");
      }
      short[] left = new short[pairs];
      short[] right = new short[pairs];
      for (int i = 0; i < pairs; i++) {
        left[i] = sound.getShort();
        right[i] = sound.getShort();
      }
      return new Wav(left, right);
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
  }

  /** A frame of a tone that goes on from frame to frame. */
  static short[] tone(double hertz, long number) {
    short[] frame = new short[160];
    for (int i = 0; i < 160; i++) {
      frame[i] = (short) (8000 * Math.sin(2 * Math.PI * hertz * (number * 160 + i) / 8000));
    }
    return frame;
  }

  /** The share of a sound's energy that lies at a frequency, 0 to 1 (Goertzel). */
  static double share(short[] sound, double hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / 8000);
    double before = 0;
    double last = 0;
    double energy = 0;
    for (short sample : sound) {
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
      energy += (double) sample * sample;
    }
    double power = last * last + before * before - coefficient * last * before;
    return energy == 0 ? 0 : 2 * power / (energy * sound.length);
  }
}
