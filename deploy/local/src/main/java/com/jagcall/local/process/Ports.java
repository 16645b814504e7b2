package com.jagcall.local.process;

import com.jagcall.local.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out free TCP ports of the loopback address, each once. They lie below the ranges from which
 * Linux and macOS take the ports of outgoing connections, so that none of those is in the way when
 * a process comes back to its port.
 */
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;

  private final Set<Integer> given = new HashSet<>();
  private int next = ThreadLocalRandom.current().nextInt(COUNT);

  public synchronized int next() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + next++ % COUNT;
      if (!given.contains(port) && isFree(port)) {
        given.add(port);
        return port;
      }
    }
    throw new StackException(
        "no free port between 20000 and 29999: end programs that hold them, then start again");
  }

  /**
   * @throws StackException when somebody listens there
   */
  public static void requireFree(int port) {
    if (!isFree(port)) {
      throw inUse(port);
    }
  }

  public static StackException inUse(int port) {
    return new StackException(
        "port %d is in use: end the program that holds it, or choose another one with --port"
            .formatted(port));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
