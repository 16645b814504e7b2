package com.jagcall.calls.media.dtmf;

import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.rtp.Bytes;

/**
 * Makes key presses of telephone events (RFC 4733 2.5). Each is sent in many packets with the same
 * timestamp, the last of them three times; all may be lost, repeated or come in another order. A
 * press is told when its end comes, when the next one begins, or when nothing more has come of it.
 * Not for several threads.
 */
public final class DtmfReceiver {
  /** Hears of each press once. */
  public interface Sink {
    void pressed(char digit, int durationMillis);
  }

  private static final int PAYLOAD = 4;

  /**
   * So long nothing of a press: its end is lost. Longer than the 50 ms between two packets, and
   * than jitter.
   */
  private static final long LOST_NANOS = 300_000_000L;

  private final Sink sink;
  private boolean any;
  private int timestamp;
  private boolean open;
  private char digit;
  private int duration;
  private long heardNanos;

  public DtmfReceiver(Sink sink) {
    this.sink = sink;
  }

  /** Takes the payload of a packet. */
  public void put(int packetTimestamp, byte[] packet, int offset, int length, long nanos) {
    if (length < PAYLOAD) {
      return;
    }
    char key = Digits.key(packet[offset] & 0xFF);
    if (key == 0 || any && packetTimestamp - timestamp < 0) {
      return;
    }
    if (!any || packetTimestamp != timestamp) {
      finish();
      any = true;
      timestamp = packetTimestamp;
      open = true;
      digit = key;
      duration = 0;
    }
    if (!open) {
      return;
    }
    heardNanos = nanos;
    duration = Math.max(duration, Bytes.uint16(packet, offset + 2));
    if ((packet[offset + 1] & 0x80) != 0) {
      finish();
    }
  }

  /** To be called now and then: ends a press of which nothing more comes. */
  public void check(long nanos) {
    if (open && nanos - heardNanos > LOST_NANOS) {
      finish();
    }
  }

  /** Another source begins, with times of its own. */
  public void reset() {
    finish();
    any = false;
  }

  private void finish() {
    if (open) {
      open = false;
      sink.pressed(digit, duration / AudioLine.SAMPLES_PER_MILLI);
    }
  }
}
