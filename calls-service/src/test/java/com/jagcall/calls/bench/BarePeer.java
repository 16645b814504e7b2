package com.jagcall.calls.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * The other side of {@link MediaBench} and its measure: RTP streams, paced and received, and
 * nothing else. No codec, no buffer, no reports. Told by lines: {@code target INDEX PORT}, {@code
 * go}, {@code report}, {@code stop}.
 */
public final class BarePeer {
  private static final int PACKET = 172;

  private final DatagramChannel[] channels;
  private final InetSocketAddress[] targets;
  private final int[] nextExpected;
  private final Selector selector = Selector.open();
  private volatile boolean going;
  private volatile boolean stopped;
  private volatile long sent;
  private volatile long received;
  private volatile long missing;

  private BarePeer(int streams) throws IOException {
    channels = new DatagramChannel[streams];
    targets = new InetSocketAddress[streams];
    nextExpected = new int[streams];
    for (int i = 0; i < streams; i++) {
      nextExpected[i] = -1;
      channels[i] =
          DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channels[i].configureBlocking(false);
      channels[i].register(selector, SelectionKey.OP_READ, i);
    }
  }

  public static void main(String[] args) throws IOException {
    BarePeer peer = new BarePeer(Integer.parseInt(args[0]));
    for (DatagramChannel channel : peer.channels) {
      System.out.println(((InetSocketAddress) channel.getLocalAddress()).getPort());
    }
    start("bare-send", peer::send);
    start("bare-receive", peer::receive);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null && !line.equals("stop")) {
      peer.told(line.split(" "));
    }
    peer.stopped = true;
    peer.selector.wakeup();
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  private void told(String[] words) {
    switch (words[0]) {
      case "target" ->
          targets[Integer.parseInt(words[1])] =
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[2]));
      case "go" -> going = true;
      case "halt" -> going = false;
      default -> {
        com.sun.management.OperatingSystemMXBean system =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(
            sent + " " + received + " " + missing + " " + system.getProcessCpuTime());
      }
    }
  }

  private void send() {
    ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
    long start = System.nanoTime();
    for (long step = 0; !stopped; step++) {
      long due = start + step * 1_000_000;
      for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
      int turn = (int) (step % 20);
      int round = (int) (step / 20);
      for (int i = turn; going && i < channels.length; i += 20) {
        packet.clear();
        packet.put(0, (byte) 0x80).put(1, (byte) 0).putShort(2, (short) round);
        packet.putInt(4, round * 160).putInt(8, i);
        try {
          sent += channels[i].send(packet, targets[i]) > 0 ? 1 : 0;
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void receive() {
    ByteBuffer packet = ByteBuffer.allocateDirect(2048);
    while (!stopped) {
      try {
        selector.select(key -> take(packet, key));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void take(ByteBuffer packet, SelectionKey key) {
    try {
      packet.clear();
      while (((DatagramChannel) key.channel()).receive(packet) != null) {
        if ((packet.get(1) & 0xFF) >= 200) {
          // RTCP of the stream beside, whose second port this is.
          packet.clear();
          continue;
        }
        int i = (Integer) key.attachment();
        int sequence = packet.getShort(2) & 0xFFFF;
        if (nextExpected[i] >= 0 && sequence != nextExpected[i]) {
          missing += sequence - nextExpected[i] & 0xFFFF;
        }
        nextExpected[i] = sequence + 1 & 0xFFFF;
        received++;
        packet.clear();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
