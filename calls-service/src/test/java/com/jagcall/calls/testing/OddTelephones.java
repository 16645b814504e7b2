package com.jagcall.calls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephones at the ports of trunks that do what a well-behaved one never does, each number as its
 * habit says. Bare sockets: nothing in between repeats, repairs or refuses.
 */
public final class OddTelephones implements AutoCloseable {
  private static final Pattern CALLED = Pattern.compile("INVITE sip:(\\+[0-9]+)@");
  private static final int LONGEST_PACKET = 65_535;

  private final Map<String, TelephoneHabit> habits = new ConcurrentHashMap<>();
  private final Map<String, OddLine> lines = new ConcurrentHashMap<>();
  private final List<OddLine> all = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();
  private final List<DatagramSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new CopyOnWriteArrayList<>();

  /** Listens on these ports of loopback. */
  public OddTelephones(int... ports) {
    for (int port : ports) {
      try {
        DatagramSocket socket = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"));
        sockets.add(socket);
        Thread reader = new Thread(() -> read(socket), "telephones-" + port);
        readers.add(reader);
        reader.setDaemon(true);
        reader.start();
      } catch (IOException e) {
        close();
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What a number does from now on. */
  public void set(String number, TelephoneHabit habit) {
    habits.put(number, habit);
  }

  /** The ports at which a number was called, in their order. */
  public List<Integer> called(String number) {
    return all.stream().filter(line -> line.number().equals(number)).map(OddLine::port).toList();
  }

  /** The requests of the last call to a number so far: their methods in their order. */
  public List<String> heard(String number) {
    return all.stream()
        .filter(line -> line.number().equals(number))
        .reduce((earlier, later) -> later)
        .map(OddLine::heard)
        .orElse(List.of());
  }

  private void read(DatagramSocket socket) {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
      try {
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        work.execute(() -> message(text, socket, packet));
      } catch (SocketException | RejectedExecutionException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void message(String text, DatagramSocket socket, DatagramPacket from) {
    String id = OddLine.header(text, "Call-ID");
    Matcher called = CALLED.matcher(text);
    if (called.lookingAt() && !lines.containsKey(id)) {
      String number = called.group(1);
      TelephoneHabit habit = habits.get(number);
      if (habit == null) {
        return;
      }
      boolean isFirst = called(number).isEmpty();
      OddLine line = new OddLine(socket, from.getSocketAddress(), number, work);
      lines.put(id, line);
      all.add(line);
      line.setHabit(habit, isFirst);
    }
    OddLine line = lines.get(id);
    if (line != null && text.startsWith("SIP/2.0")) {
      line.response();
    } else if (line != null) {
      line.request(text);
    }
  }

  @Override
  public void close() {
    work.shutdownNow();
    sockets.forEach(DatagramSocket::close);
    // A port is free when whoever waits for its next packet has noticed.
    readers.forEach(OddTelephones::join);
    all.forEach(OddLine::close);
  }

  private static void join(Thread reader) {
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
