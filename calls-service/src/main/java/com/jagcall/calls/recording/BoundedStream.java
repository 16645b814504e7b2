package com.jagcall.calls.recording;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Exactly so many bytes of a stream; one that ends before is an error, not a short answer. */
final class BoundedStream extends FilterInputStream {
  private long rest;

  BoundedStream(InputStream stream, long length) {
    super(stream);
    rest = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (rest == 0) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, rest));
    if (read < 0) {
      throw new EOFException("the recording ended " + rest + " bytes early");
    }
    rest -= read;
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, rest));
    rest -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), rest);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
