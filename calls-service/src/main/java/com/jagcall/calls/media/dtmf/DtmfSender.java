package com.jagcall.calls.media.dtmf;

import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.rtp.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends key presses, one after the other: 100 ms of telephone events (RFC 4733 2.5.1) and 100 ms of
 * pause. An event's packets come in the place of sound, every 20 ms as that does; the last is sent
 * three times. Whoever has no telephone events gets tones (ITU-T Q.23). For several threads.
 */
public final class DtmfSender {
  /** What to send in a frame's place. */
  public enum Turn {
    /** No key is pressed: sound. */
    SOUND,
    /** The event that {@link #writeEvent} writes. */
    EVENT,
    /** The tone that {@link #writeTone} writes. */
    TONE,
    /** The pause between two: silence, which is not what is queued to be played. */
    PAUSE
  }

  private static final int LIMIT = 64;
  private static final int PRESSED = 5;
  private static final int REPEATED_ENDS = 2;
  private static final int TURNS = 10;
  private static final int VOLUME = 10;
  private static final int[] LOW = {697, 770, 852, 941};
  private static final int[] HIGH = {1209, 1336, 1477, 1633};
  private static final String KEYPAD = "123A456B789C*0#D";
  private static final double AMPLITUDE = 8000;

  private final Deque<Character> queue = new ArrayDeque<>();
  private char digit;
  private int turn = TURNS;

  /**
   * Queues keys.
   *
   * @return false when there is no room for all of them
   * @throws IllegalArgumentException when there is another character among them
   */
  public synchronized boolean queue(String digits) {
    digits.chars().forEach(c -> Digits.event((char) c));
    if (queue.size() + digits.length() > LIMIT) {
      return false;
    }
    digits.chars().forEach(c -> queue.add(Character.toUpperCase((char) c)));
    return true;
  }

  /** Goes on by 20 ms. */
  public synchronized Turn next(boolean events) {
    if (++turn >= TURNS) {
      turn = TURNS;
      if (queue.isEmpty()) {
        return Turn.SOUND;
      }
      digit = queue.remove();
      turn = 0;
    }
    if (turn < PRESSED) {
      return events ? Turn.EVENT : Turn.TONE;
    }
    return events && turn < PRESSED + REPEATED_ENDS ? Turn.EVENT : Turn.PAUSE;
  }

  /** Whether this is a press's first packet, which carries the marker. */
  public synchronized boolean first() {
    return turn == 0;
  }

  /**
   * By how much the packet's timestamp lies before the present: all of a press carry that of its
   * beginning.
   */
  public synchronized int age() {
    return turn * AudioLine.FRAME_SAMPLES;
  }

  /** Writes the event's four bytes. */
  public synchronized void writeEvent(byte[] packet, int offset) {
    boolean end = turn >= PRESSED - 1;
    packet[offset] = (byte) Digits.event(digit);
    packet[offset + 1] = (byte) (VOLUME | (end ? 0x80 : 0));
    Bytes.put16(packet, offset + 2, Math.min(turn + 1, PRESSED) * AudioLine.FRAME_SAMPLES);
  }

  /** Writes the tone's next 160 samples. */
  public synchronized void writeTone(short[] pcm) {
    int place = KEYPAD.indexOf(digit);
    double low = 2 * Math.PI * LOW[place / 4] / 8000;
    double high = 2 * Math.PI * HIGH[place % 4] / 8000;
    for (int i = 0; i < pcm.length; i++) {
      int t = turn * AudioLine.FRAME_SAMPLES + i;
      pcm[i] = (short) (AMPLITUDE * (Math.sin(low * t) + Math.sin(high * t)));
    }
  }
}
