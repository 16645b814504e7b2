package com.jagcall.calls.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.Tones;
import com.jagcall.calls.media.g711.Ulaw;
import com.jagcall.calls.sdp.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** On virtual time: packets are sent, delayed, lost and repeated by a network of the test's own. */
class JitterBufferTest {
  private static final int FRAME = 160;

  /** A packet under way. */
  private record Packet(long arrival, int timestamp, byte[] payload) {}

  /** A network and a listener. */
  private static final class Line {
    private final JitterBuffer buffer = new JitterBuffer(20, 200);
    private final List<Packet> way = new ArrayList<>();
    private final List<AudioFrame> heard = new ArrayList<>();
    private int sent;

    /**
     * Sends samples from one timestamp on in packets of this size, each with the delay that is
     * asked for.
     */
    void send(short[] pcm, int from, int size, java.util.function.IntUnaryOperator delay) {
      for (int at = 0; at + size <= pcm.length; at += size) {
        byte[] payload = new byte[size];
        Ulaw.encode(pcm, at, payload, 0, size);
        int wait = delay.applyAsInt(sent++);
        if (wait >= 0) {
          way.add(new Packet(at + size + wait, from + at, payload));
        }
      }
    }

    /** Lets time pass, from 0 to this, in frames. */
    void pass(int until, int phase) {
      way.sort((a, b) -> Long.compare(a.arrival(), b.arrival()));
      int next = 0;
      for (long now = phase; now < until; now += FRAME) {
        while (next < way.size() && way.get(next).arrival() <= now) {
          Packet packet = way.get(next++);
          JitterBuffer.Payload payload =
              new JitterBuffer.Payload(0, packet.payload().length, Codec.PCMU);
          buffer.put(packet.timestamp(), packet.payload(), payload, packet.arrival());
        }
        AudioFrame frame = new AudioFrame();
        buffer.take(frame, now);
        heard.add(frame);
      }
    }

    short[] sound(int firstFrame, int frames) {
      short[] pcm = new short[frames * FRAME];
      for (int i = 0; i < frames; i++) {
        heard.get(firstFrame + i).copyPcm(pcm, i * FRAME);
      }
      return pcm;
    }

    long count(AudioFrame.Origin origin) {
      return heard.stream().filter(frame -> frame.origin() == origin).count();
    }
  }

  @Property(tries = 200)
  void whateverTheNetworkDoes_framesGoOnAndDelayIsBounded(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.9) double loss,
      @ForAll @IntRange(min = 0, max = 4000) int jitter,
      @ForAll @IntRange(min = 1, max = 6) int tens) {
    Random random = new Random(seed);
    Line line = new Line();
    int start = random.nextInt();
    short[] tone = Tones.sine(440, 4000, 10000);
    line.send(
        tone, start, tens * 80, i -> random.nextDouble() < loss ? -1 : random.nextInt(jitter + 1));
    List<Packet> twice = new ArrayList<>(line.way);
    twice.removeIf(packet -> random.nextDouble() > 0.2);
    line.way.addAll(twice);
    line.pass(40000, random.nextInt(FRAME));
    assertEquals(250, line.heard.size(), 1);
    assertTrue(line.buffer.targetMillis() >= 20 && line.buffer.targetMillis() <= 200);
    assertTrue(line.buffer.dry());
    // Nothing is played twice: repeated packets add no sound.
    long sound = line.count(AudioFrame.Origin.SOUND);
    assertTrue(sound <= 200 + 1, "frames of sound " + sound);
  }

  @Property(tries = 100)
  void evenNetwork_losesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 80) int jitter,
      @ForAll @IntRange(min = 1, max = 6) int tens) {
    Random random = new Random(seed);
    Line line = new Line();
    short[] tone = Tones.sine(440, 4000, 10000);
    line.send(tone, random.nextInt(), tens * 80, i -> 400 + random.nextInt(jitter + 1));
    line.pass(40000, random.nextInt(FRAME));
    // All but what falls to the jitter buffer's settling: a frame or two blended away.
    long sound = line.count(AudioFrame.Origin.SOUND);
    assertTrue(sound >= 195, "frames of sound " + sound);
    assertTrue(Tones.share(line.sound(120, 50), 440) > 0.97);
  }

  @Test
  void noJitter_isPassedThroughBitByBit() {
    Line line = new Line();
    short[] ramp = new short[16000];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = Ulaw.decode((byte) (i * 7));
    }
    line.send(ramp, -5000, FRAME, i -> 0);
    line.pass(12000, 0);
    short[] heard = line.sound(20, 50);
    int at = 0;
    while (at < ramp.length - heard.length
        && !java.util.Arrays.equals(ramp, at, at + heard.length, heard, 0, heard.length)) {
      at++;
    }
    assertTrue(at < ramp.length - heard.length, "not found");
  }

  @Test
  void everyTenthLost_isConcealed() {
    Line line = new Line();
    line.send(Tones.sine(400, 4000, 10000), 0, FRAME, i -> i % 10 == 9 ? -1 : 0);
    line.pass(32000, 0);
    assertTrue(Tones.share(line.sound(50, 100), 400) > 0.95);
    assertEquals(20, line.buffer.concealedFrames(), 6);
    assertEquals(8000 / Math.sqrt(2) * 1.25, Tones.loudness(line.sound(50, 100)), 700);
  }

  @Test
  void allLostAfterAWhile_fadesToSilence() {
    Line line = new Line();
    line.send(Tones.sine(400, 1000, 10000), 0, FRAME, i -> 0);
    line.pass(16000, 0);
    assertEquals(0, Tones.loudness(line.sound(60, 30)));
    assertEquals(AudioFrame.Origin.SILENCE, line.heard.get(70).origin());
    assertTrue(line.buffer.concealedFrames() <= 4);
  }

  @Test
  void delayGrows_soundGoesOnWithMoreDelay() {
    Line line = new Line();
    line.send(Tones.sine(400, 8000, 10000), 0, FRAME, i -> i < 100 ? 0 : 1200);
    line.pass(67_000, 0);
    assertEquals(1, Tones.share(line.sound(150, 100), 400), 0.05);
    // 150 ms more are a step to be waited for once, not packets to be lost.
    assertEquals(400, line.count(AudioFrame.Origin.SOUND), 15);
  }

  @Test
  void delayGrowsLateInACall_nextToNothingIsLost() {
    Line line = new Line();
    line.send(Tones.sine(400, 40_000, 10000), 0, FRAME, i -> i < 1500 ? 0 : 1200);
    line.pass(323_000, 0);
    assertEquals(2000, line.count(AudioFrame.Origin.SOUND), 4);
    assertEquals(1, Tones.share(line.sound(1600, 100), 400), 0.05);
  }

  @Test
  void clockRunsFaster_delayStaysBounded() {
    Line line = new Line();
    // 500 ppm is far worse than real clocks: 30 ms in a minute.
    short[] tone = Tones.sine(400, 60_000, 10000);
    line.send(tone, 0, FRAME, i -> 1000 - i * FRAME / 2000);
    line.pass(480_000, 0);
    assertTrue(line.count(AudioFrame.Origin.SOUND) > 2900);
    assertTrue(Tones.share(line.sound(2500, 100), 400) > 0.95);
  }

  @Test
  void timestampsJump_soundGoesOnWithinAMoment() {
    Line line = new Line();
    line.send(Tones.sine(400, 2000, 10000), 0, FRAME, i -> 0);
    int first = line.way.size();
    line.send(Tones.sine(400, 2000, 10000), 1_000_000_000, FRAME, i -> 16000);
    assertEquals(100, first);
    line.pass(32000, 0);
    assertTrue(Tones.share(line.sound(115, 70), 400) > 0.95);
  }

  @Test
  void oneStrayTimestamp_isDoubted() {
    JitterBuffer buffer = new JitterBuffer(20, 200);
    JitterBuffer.Payload payload = new JitterBuffer.Payload(0, FRAME, Codec.PCMU);
    byte[] packet = new byte[FRAME];
    assertEquals(JitterBuffer.Outcome.TAKEN, buffer.put(0, packet, payload, 160));
    assertEquals(JitterBuffer.Outcome.DOUBTED, buffer.put(500_000, packet, payload, 320));
    assertEquals(JitterBuffer.Outcome.TAKEN, buffer.put(320, packet, payload, 480));
    assertEquals(JitterBuffer.Outcome.DUPLICATE, buffer.put(320, packet, payload, 490));
  }

  @Test
  void silenceSuppressed_nextTalkIsWhole() {
    Line line = new Line();
    line.send(Tones.sine(400, 1000, 10000), 0, FRAME, i -> 0);
    // A second of nothing, in which time and timestamps go on.
    line.send(Tones.sine(700, 1000, 10000), 16000, FRAME, i -> 16000);
    line.pass(32000, 0);
    assertTrue(Tones.share(line.sound(105, 40), 700) > 0.95);
    assertTrue(line.count(AudioFrame.Origin.SOUND) >= 97);
  }
}
