package com.jagcall.calls.media;

import com.jagcall.calls.media.g711.Alaw;
import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.sdp.Codec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What is queued to be spoken: sound as it was given, marks between. Counts what was really taken
 * of it. For several threads.
 */
final class Playout {
  private static final int FRAME = AudioLine.FRAME_SAMPLES;
  private static final int MAX_MARKS = 1024;

  /** A part of the queue: one of sound (in one of two forms) or a mark. */
  private sealed interface Item permits Pcm, UlawBytes, Mark {}

  private record Pcm(short[] samples) implements Item {}

  private record UlawBytes(byte[] bytes) implements Item {}

  private record Mark(String name) implements Item {}

  private final long limit;
  private final Deque<Item> items = new ArrayDeque<>();
  private int offset;
  private int marks;
  private long queued;
  private long played;

  Playout(long limitSamples) {
    limit = limitSamples;
  }

  synchronized boolean play(short[] pcm) {
    return add(new Pcm(pcm), pcm.length);
  }

  synchronized boolean playUlaw(byte[] ulaw) {
    return add(new UlawBytes(ulaw), ulaw.length);
  }

  private boolean add(Item item, int samples) {
    // Many tiny pieces are bounded as well, by counting each as at least a millisecond.
    int counted = Math.max(samples, AudioLine.SAMPLES_PER_MILLI);
    if (queued + counted > limit || items.size() > limit / AudioLine.SAMPLES_PER_MILLI) {
      return false;
    }
    if (samples > 0) {
      items.add(item);
      queued += samples;
    }
    return true;
  }

  synchronized boolean mark(String name) {
    if (marks == MAX_MARKS) {
      return false;
    }
    marks++;
    items.add(new Mark(name));
    return true;
  }

  synchronized AudioLine.Cleared clear() {
    long dropped = queued;
    items.clear();
    offset = 0;
    marks = 0;
    queued = 0;
    return new AudioLine.Cleared(millis(played), millis(dropped));
  }

  synchronized long playedMillis() {
    return millis(played);
  }

  synchronized long queuedMillis() {
    return millis(queued);
  }

  /**
   * Writes the next 160 bytes, filled up with silence.
   *
   * @param reached gets the marks that are passed with them
   * @return how many of them were queued
   */
  synchronized int next(byte[] wire, int at, Codec codec, List<String> reached) {
    int filled = 0;
    while (!items.isEmpty() && (filled < FRAME || items.peek() instanceof Mark)) {
      Item item = items.peek();
      if (item instanceof Mark mark) {
        reached.add(mark.name());
        marks--;
        items.remove();
        continue;
      }
      int length =
          item instanceof Pcm pcm ? pcm.samples().length : ((UlawBytes) item).bytes().length;
      int count = Math.min(FRAME - filled, length - offset);
      copy(item, wire, at + filled, count, codec);
      filled += count;
      offset += count;
      if (offset == length) {
        items.remove();
        offset = 0;
      }
    }
    if (filled < FRAME) {
      byte silence = codec == Codec.PCMA ? Alaw.SILENCE : Ulaw.SILENCE;
      Arrays.fill(wire, at + filled, at + FRAME, silence);
    }
    queued -= filled;
    played += filled;
    return filled;
  }

  private void copy(Item item, byte[] wire, int at, int count, Codec codec) {
    if (item instanceof Pcm pcm) {
      if (codec == Codec.PCMA) {
        Alaw.encode(pcm.samples(), offset, wire, at, count);
      } else {
        Ulaw.encode(pcm.samples(), offset, wire, at, count);
      }
      return;
    }
    byte[] bytes = ((UlawBytes) item).bytes();
    if (codec == Codec.PCMU) {
      System.arraycopy(bytes, offset, wire, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      wire[at + i] = Alaw.encode(Ulaw.decode(bytes[offset + i]));
    }
  }

  private static long millis(long samples) {
    return samples / AudioLine.SAMPLES_PER_MILLI;
  }
}
