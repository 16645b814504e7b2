package com.jagcall.calls.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/** The thread that receives every call's packets. */
final class Receiver implements AutoCloseable {
  /** Whom a socket's packets are for. */
  interface Sink {
    /**
     * @param packet used again afterwards
     * @param nanos of {@link System#nanoTime()}, when it was taken from the socket
     */
    void received(byte[] packet, int length, InetSocketAddress source, long nanos);
  }

  private static final Logger LOG = System.getLogger(Receiver.class.getName());

  /** No RTP packet of a telephone call is longer; what is, is cut and then refused. */
  private static final int MAX_PACKET = 2048;

  /**
   * Packets taken from one socket before the others have their turn: a flood on one port delays no
   * other call.
   */
  private static final int AT_ONCE = 16;

  /**
   * Pause between two looks at the sockets. With many calls it saves most of the wake-ups; arrivals
   * are known to a millisecond, far finer than the jitter buffer's 10 ms.
   */
  private static final long GATHER_NANOS = 1_000_000;

  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_PACKET);
  private final byte[] packet = new byte[MAX_PACKET];
  private volatile boolean closed;

  Receiver() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "media-receiver");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  void add(DatagramChannel channel, Sink sink) {
    try {
      channel.register(selector, SelectionKey.OP_READ, sink);
      selector.wakeup();
    } catch (ClosedChannelException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the selector forget the sockets that were closed; the ports are free only then. */
  void wakeUp() {
    selector.wakeup();
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(this::read);
        LockSupport.parkNanos(this, GATHER_NANOS);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        // Whatever it was: every call depends on this thread going on.
        LOG.log(Level.ERROR, "Receiving failed", e);
      }
    }
  }

  private void read(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    Sink sink = (Sink) key.attachment();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        buffer.clear();
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
        if (source == null) {
          return;
        }
        int length = buffer.flip().limit();
        buffer.get(packet, 0, length);
        sink.received(packet, length, source, System.nanoTime());
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      // The call has just ended.
    } catch (IOException e) {
      // For instance an ICMP message about a packet of ours; the socket goes on.
      LOG.log(Level.DEBUG, "A socket failed to receive", e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A packet could not be taken", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The selector could not be closed", e);
    }
  }
}
