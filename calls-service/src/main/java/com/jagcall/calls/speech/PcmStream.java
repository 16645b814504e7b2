package com.jagcall.calls.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Bytes of a provider, cut anywhere, as PCM at 8 kHz. A file format instead of bare samples is an
 * error and never played as the noise that it would be. Not for several threads.
 */
final class PcmStream {
  /** How WAV, MP3, Ogg, FLAC and an error in JSON begin. */
  private static final List<String> NO_PCM =
      List.of("RIFF", "ID3", "OggS", "fLaC", "{\"", "<!", "<h");

  private static final int START_BYTES = 4;

  private final Resampler resampler;
  private final long limitBytes;
  private final ByteBuffer start = ByteBuffer.allocate(START_BYTES);
  private int low = -1;
  private long bytes;

  /**
   * @param rate of the source, which is mono, 16 bits, little-endian
   * @param longest that it may be
   */
  PcmStream(int rate, Duration longest) {
    resampler = new Resampler(rate);
    limitBytes = 2L * rate * longest.toSeconds();
  }

  /** Takes all that is in the buffer; returns what is ready of it, often nothing. */
  short[] take(ByteBuffer buffer) throws IOException {
    bytes += buffer.remaining();
    if (bytes > limitBytes) {
      throw new IOException("far more audio than the text is long");
    }
    // What it is shows in its first bytes, so that these wait for each other.
    if (start.hasRemaining()) {
      while (start.hasRemaining() && buffer.hasRemaining()) {
        start.put(buffer.get());
      }
      if (start.hasRemaining()) {
        return new short[0];
      }
      check();
      ByteBuffer whole = ByteBuffer.allocate(START_BYTES + buffer.remaining());
      return resampler.process(samples(whole.put(start.flip()).put(buffer).flip()));
    }
    return resampler.process(samples(buffer));
  }

  /** The last of it. Half a sample at the end is dropped. */
  short[] end() throws IOException {
    if (start.hasRemaining()) {
      throw new IOException("no audio");
    }
    return resampler.end();
  }

  private void check() throws IOException {
    String text = new String(start.array(), StandardCharsets.ISO_8859_1);
    if (NO_PCM.stream().anyMatch(text::startsWith)) {
      throw new IOException("a file instead of bare PCM");
    }
  }

  private short[] samples(ByteBuffer buffer) {
    int available = buffer.remaining() + (low >= 0 ? 1 : 0);
    short[] samples = new short[available / 2];
    for (int i = 0; i < samples.length; i++) {
      int first = low >= 0 ? low : buffer.get() & 0xff;
      low = -1;
      samples[i] = (short) (first | buffer.get() << 8);
    }
    if (buffer.hasRemaining()) {
      low = buffer.get() & 0xff;
    }
    return samples;
  }
}
