package com.jagcall.calls.media;

import com.jagcall.calls.media.g711.Alaw;
import com.jagcall.calls.media.g711.Ulaw;
import java.util.Arrays;

/**
 * 20 ms of sound, 160 samples at 8 kHz, as G.711 µ-law or PCM or both: each is made of the other
 * when first asked for. Used again and again by its line, hence only copied out of. Not for several
 * threads.
 */
public final class AudioFrame {
  /** Where a frame's sound comes from. */
  public enum Origin {
    /** Received, or queued to be played. */
    SOUND,
    /** Made up for a lost packet. */
    CONCEALED,
    /** Nothing there. */
    SILENCE
  }

  private final byte[] ulaw = new byte[AudioLine.FRAME_SAMPLES];
  private final short[] pcm = new short[AudioLine.FRAME_SAMPLES];
  private boolean hasUlaw;
  private boolean hasPcm;
  private Origin origin;

  public AudioFrame() {
    silence();
  }

  public Origin origin() {
    return origin;
  }

  /** Fills it with silence. */
  public void silence() {
    Arrays.fill(ulaw, Ulaw.SILENCE);
    Arrays.fill(pcm, (short) 0);
    hasUlaw = true;
    hasPcm = true;
    origin = Origin.SILENCE;
  }

  /** Fills it with 160 bytes of µ-law. */
  public void setUlaw(byte[] source, int offset, Origin from) {
    System.arraycopy(source, offset, ulaw, 0, ulaw.length);
    hasUlaw = true;
    hasPcm = false;
    origin = from;
  }

  /** Fills it with 160 bytes of A-law. */
  public void setAlaw(byte[] source, int offset, Origin from) {
    Alaw.decode(source, offset, pcm, 0, pcm.length);
    hasPcm = true;
    hasUlaw = false;
    origin = from;
  }

  /** Fills it with 160 samples. */
  public void setPcm(short[] source, int offset, Origin from) {
    System.arraycopy(source, offset, pcm, 0, pcm.length);
    hasPcm = true;
    hasUlaw = false;
    origin = from;
  }

  /** Copies 160 samples. */
  public void copyPcm(short[] target, int offset) {
    if (!hasPcm) {
      Ulaw.decode(ulaw, 0, pcm, 0, pcm.length);
      hasPcm = true;
    }
    System.arraycopy(pcm, 0, target, offset, pcm.length);
  }

  /** Copies 160 bytes of µ-law. */
  public void copyUlaw(byte[] target, int offset) {
    if (!hasUlaw) {
      Ulaw.encode(pcm, 0, ulaw, 0, ulaw.length);
      hasUlaw = true;
    }
    System.arraycopy(ulaw, 0, target, offset, ulaw.length);
  }

  /** A copy of its own. */
  public short[] pcm() {
    short[] copy = new short[pcm.length];
    copyPcm(copy, 0);
    return copy;
  }

  /** A copy of its own. */
  public byte[] ulaw() {
    byte[] copy = new byte[ulaw.length];
    copyUlaw(copy, 0);
    return copy;
  }
}
