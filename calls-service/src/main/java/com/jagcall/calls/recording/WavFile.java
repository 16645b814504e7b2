package com.jagcall.calls.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * A WAV file that grows: RIFF, PCM, two channels of 16 bits at 8 kHz (Multimedia Programming
 * Interface and Data Specifications 1.0, chapter 3). What was never written is silence, because a
 * hole in a file reads as zeros. Sound is written before the sizes in the header are: whenever the
 * process is killed, the header promises what is there, and a player plays it.
 *
 * <p>Positions are in sample pairs, 8 to the millisecond. Not for several threads.
 */
final class WavFile implements Closeable {
  static final int LEFT = 1;
  static final int RIGHT = 2;
  static final int HEADER_BYTES = 44;
  static final int PAIR_BYTES = 4;
  static final int PAIRS_PER_MILLI = 8;

  /** A day: far more than a call lasts, and below what the header's 32 bits can say. */
  static final long MAX_PAIRS = Duration.ofDays(1).toMillis() * PAIRS_PER_MILLI;

  private static final int SAMPLE_RATE = 8000;
  private static final int CHANNELS = 2;

  private final FileChannel file;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
  private long pairs;
  private long promised = -1;

  private WavFile(FileChannel file, long pairs) throws IOException {
    this.file = file;
    this.pairs = pairs;
    promise();
  }

  /** A new, empty one that only its owner can read. */
  static WavFile create(Path path) throws IOException {
    return new WavFile(
        PrivateFiles.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)),
        0);
  }

  /**
   * Makes one whole that a killed process left: what of the sound is complete is kept, the header
   * says how much it is.
   */
  static WavFile repair(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long pairs = Math.max(0, file.size() - HEADER_BYTES) / PAIR_BYTES;
      return new WavFile(file, Math.min(pairs, MAX_PAIRS));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** How long a file of so many bytes plays. */
  static Duration duration(long bytes) {
    return Duration.ofMillis(Math.max(0, bytes - HEADER_BYTES) / PAIR_BYTES / PAIRS_PER_MILLI);
  }

  long pairs() {
    return pairs;
  }

  /** Writes sound, from the buffer's position to its limit, to its place. */
  void write(ByteBuffer sound, long atPair) throws IOException {
    long end = atPair + sound.remaining() / PAIR_BYTES;
    long position = HEADER_BYTES + atPair * PAIR_BYTES;
    while (sound.hasRemaining()) {
      position += file.write(sound, position);
    }
    pairs = Math.max(pairs, end);
  }

  /** Reads what stands at a place into the buffer; zeros where nothing does. */
  void read(ByteBuffer sound, long atPair) throws IOException {
    long position = HEADER_BYTES + atPair * PAIR_BYTES;
    int read = 0;
    while (sound.hasRemaining() && read >= 0) {
      read = file.read(sound, position);
      position += Math.max(0, read);
    }
    while (sound.hasRemaining()) {
      sound.put((byte) 0);
    }
  }

  /** Lets the header say how much sound there is. */
  void promise() throws IOException {
    if (promised == pairs) {
      return;
    }
    header.clear();
    fill(header, pairs * PAIR_BYTES);
    header.flip();
    while (header.hasRemaining()) {
      file.write(header, header.position());
    }
    promised = pairs;
  }

  /** Makes the file exactly what the header says. */
  @Override
  public void close() throws IOException {
    try (file) {
      promise();
      file.truncate(HEADER_BYTES + pairs * PAIR_BYTES);
    }
  }

  /** Sizes are unsigned, hence the casts. */
  private static void fill(ByteBuffer header, long soundBytes) {
    header.order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {'R', 'I', 'F', 'F'}).putInt((int) (HEADER_BYTES - 8 + soundBytes));
    header.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    header.putShort((short) 1).putShort((short) CHANNELS);
    header.putInt(SAMPLE_RATE).putInt(SAMPLE_RATE * PAIR_BYTES);
    header.putShort((short) PAIR_BYTES).putShort((short) 16);
    header.put(new byte[] {'d', 'a', 't', 'a'}).putInt((int) soundBytes);
  }
}
