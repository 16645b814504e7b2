package com.jagcall.calls.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Gathers frames into few large writes, each in its place: a gap before one is silence, and one
 * that is late is put over what is in the file already, on its own side only. One buffer serves all
 * the files of a writer, one after the other.
 */
final class SoundBuffer {
  /** Two seconds. */
  private static final int CAPACITY_PAIRS = 16_000;

  private final ByteBuffer sound =
      ByteBuffer.allocateDirect(CAPACITY_PAIRS * WavFile.PAIR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private WavFile file;
  private long start;

  /** From now on this is the file. What was not written to the one before is forgotten. */
  void begin(WavFile next) {
    file = next;
    sound.clear();
    start = next.pairs();
  }

  /** Puts the sides of a frame that are there to where they belong. */
  void put(long atMillis, short[] interleaved, int offset, int sides) throws IOException {
    long atPair = atMillis * WavFile.PAIRS_PER_MILLI;
    long end = atPair + Recorder.FRAME_SAMPLES;
    if (atPair < start || end > start + CAPACITY_PAIRS) {
      write();
      start = atPair;
    }
    extend(end);
    int position = (int) (atPair - start) * WavFile.PAIR_BYTES;
    for (int i = 0; i < FrameQueue.STEREO_FRAME; i += 2, position += WavFile.PAIR_BYTES) {
      if ((sides & WavFile.LEFT) != 0) {
        sound.putShort(position, interleaved[offset + i]);
      }
      if ((sides & WavFile.RIGHT) != 0) {
        sound.putShort(position + 2, interleaved[offset + i + 1]);
      }
    }
  }

  /** Writes what was gathered. */
  void write() throws IOException {
    sound.flip();
    file.write(sound, start);
    start += sound.limit() / WavFile.PAIR_BYTES;
    sound.clear();
  }

  /** Forgets what could not be written; says how many frames that was. */
  int discard() {
    int pairs = Math.max(sound.position(), sound.limit() % sound.capacity()) / WavFile.PAIR_BYTES;
    sound.clear();
    return pairs / Recorder.FRAME_SAMPLES;
  }

  /** Makes the buffer reach to a place, with what the file has there. */
  private void extend(long end) throws IOException {
    long filled = start + sound.position() / WavFile.PAIR_BYTES;
    if (end <= filled) {
      return;
    }
    int limit = (int) (end - start) * WavFile.PAIR_BYTES;
    if (filled < file.pairs()) {
      sound.limit(limit);
      file.read(sound, filled);
      sound.limit(sound.capacity());
      return;
    }
    while (sound.position() < limit) {
      sound.putInt(0);
    }
  }
}
