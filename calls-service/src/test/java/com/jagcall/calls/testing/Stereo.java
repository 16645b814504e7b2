package com.jagcall.calls.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A recording as a customer's player reads it. */
public record Stereo(short[] caller, short[] agent) {
  private static final int RATE = 8_000;
  private static final int PIECE = 800;

  /** Reads a WAV file. */
  public static Stereo of(byte[] file) {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      AudioFormat expected = new AudioFormat(RATE, 16, 2, true, false);
      if (!audio.getFormat().matches(expected)) {
        throw new IllegalArgumentException("not a recording: " + audio.getFormat());
      }
      ByteBuffer sound = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      short[] left = new short[sound.remaining() / 4];
      short[] right = new short[left.length];
      for (int i = 0; i < left.length; i++) {
        left[i] = sound.getShort();
        right[i] = sound.getShort();
      }
      return new Stereo(left, right);
    } catch (UnsupportedAudioFileException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long it plays. */
  public long millis() {
    return caller.length * 1_000L / RATE;
  }

  /**
   * The share of a sound's energy that lies at a frequency, 0 to 1 (Goertzel); the mean over pieces
   * of 100 ms, since a network may shift what comes after a gap.
   */
  public static double share(short[] sound, double hertz) {
    double sum = 0;
    int pieces = sound.length / PIECE;
    for (int piece = 0; piece < pieces; piece++) {
      sum += shareOf(Arrays.copyOfRange(sound, piece * PIECE, (piece + 1) * PIECE), hertz);
    }
    return pieces == 0 ? 0 : sum / pieces;
  }

  private static double shareOf(short[] sound, double hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double before = 0;
    double last = 0;
    double energy = 0;
    for (short sample : sound) {
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
      energy += (double) sample * sample;
    }
    double power = before * before + last * last - coefficient * before * last;
    return energy == 0 ? 0 : 2 * power / (energy * sound.length);
  }

  /** A part of a channel. */
  public static short[] part(short[] channel, long fromMillis, long toMillis) {
    int from = (int) (fromMillis * RATE / 1_000);
    int to = (int) Math.min(channel.length, toMillis * RATE / 1_000);
    return Arrays.copyOfRange(channel, Math.min(from, to), to);
  }
}
