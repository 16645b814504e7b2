package com.jagcall.calls.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.media.Tones;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Key presses, sent and received. */
class DtmfTest {
  /** An event packet under way. */
  private record Packet(int timestamp, byte[] payload) {}

  private final StringBuilder heard = new StringBuilder();
  private final List<Integer> durations = new ArrayList<>();
  private final DtmfReceiver receiver =
      new DtmfReceiver(
          (digit, millis) -> {
            heard.append(digit);
            durations.add(millis);
          });

  private void put(Packet packet, long nanos) {
    receiver.put(packet.timestamp(), packet.payload(), 0, packet.payload().length, nanos);
  }

  private static List<Packet> sent(String digits, int start) {
    DtmfSender sender = new DtmfSender();
    assertTrue(sender.queue(digits));
    List<Packet> packets = new ArrayList<>();
    int now = start;
    for (int i = 0; i < 10 * digits.length() + 5; i++) {
      now += 160;
      if (sender.next(true) == DtmfSender.Turn.EVENT) {
        byte[] payload = new byte[4];
        sender.writeEvent(payload, 0);
        packets.add(new Packet(now - sender.age(), payload));
      }
    }
    return packets;
  }

  @Test
  void press_isSevenPackets_threeOfThemEnds() {
    List<Packet> packets = sent("5", 1000);
    assertEquals(7, packets.size());
    for (int i = 0; i < 7; i++) {
      byte[] payload = packets.get(i).payload();
      assertEquals(1160, packets.get(i).timestamp());
      assertEquals(5, payload[0]);
      assertEquals(i >= 4, (payload[1] & 0x80) != 0);
      assertEquals(Math.min(i + 1, 5) * 160, (payload[2] & 0xFF) << 8 | payload[3] & 0xFF);
    }
  }

  @Property(tries = 300)
  void lostRepeatedAndSwapped_everyPressIsHeardOnceInOrder(
      @ForAll long seed, @ForAll @IntRange(max = 60) int lossPercent) {
    Random random = new Random(seed);
    String digits = "1234#*0ABCD99";
    List<Packet> packets = sent(digits, random.nextInt());
    List<Packet> way = new ArrayList<>();
    int at = 0;
    for (int press = 0; press < digits.length(); press++) {
      List<Packet> mine = new ArrayList<>(packets.subList(at, at + 7));
      at += 7;
      // One of each has to come, whichever.
      Packet sure = mine.get(random.nextInt(7));
      mine.removeIf(packet -> packet != sure && random.nextInt(100) < lossPercent);
      mine.addAll(mine.subList(0, random.nextInt(mine.size() + 1)));
      Collections.shuffle(mine, random);
      way.addAll(mine);
    }
    heard.setLength(0);
    receiver.reset();
    way.forEach(packet -> put(packet, 0));
    receiver.check(1_000_000_000);
    assertEquals(digits, heard.toString());
  }

  @Test
  void endLost_isToldAfterAWhile() {
    List<Packet> packets = sent("7", 0);
    put(packets.get(0), 0);
    put(packets.get(1), 20_000_000);
    receiver.check(200_000_000);
    assertEquals("", heard.toString());
    receiver.check(400_000_000);
    receiver.check(900_000_000);
    assertEquals("7", heard.toString());
    assertEquals(List.of(40), durations);
  }

  @Test
  void otherEventsAndShortPackets_arePassedOver() {
    put(new Packet(0, new byte[] {16, (byte) 0x8A, 3, 32}), 0);
    put(new Packet(160, new byte[] {(byte) 200, (byte) 0x8A, 3, 32}), 0);
    put(new Packet(320, new byte[] {1, 2}), 0);
    receiver.check(1_000_000_000);
    assertEquals("", heard.toString());
  }

  @Test
  void withoutEvents_tonesArePlayed() {
    DtmfSender sender = new DtmfSender();
    sender.queue("9");
    short[] all = new short[800];
    for (int i = 0; i < 5; i++) {
      assertEquals(DtmfSender.Turn.TONE, sender.next(false));
      short[] frame = new short[160];
      sender.writeTone(frame);
      System.arraycopy(frame, 0, all, i * 160, 160);
    }
    assertEquals(DtmfSender.Turn.PAUSE, sender.next(false));
    assertEquals(0.5, Tones.share(all, 852), 0.05);
    assertEquals(0.5, Tones.share(all, 1477), 0.05);
  }
}
