package com.jagcall.calls.sip;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.jboss.logging.Logger;

/**
 * Sends requests. What needs to be waited for (a name, a connection) is waited for elsewhere than
 * on the loop; what needs no waiting is sent at once.
 */
final class Sender {

  private static final Logger LOG = Logger.getLogger(Sender.class);
  private static final int WAITERS_MAX = 8;
  private static final int WAITING_MAX = 2_000;

  private final Loop loop;
  private final SipTransport transport;
  private final Names names;
  private final ExecutorService waiters;

  Sender(Loop loop, SipTransport transport, Names names) {
    this.loop = loop;
    this.transport = transport;
    this.names = names;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            WAITERS_MAX,
            WAITERS_MAX,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_MAX),
            work -> {
              Thread thread = new Thread(work, "sip-connect");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    waiters = pool;
  }

  /**
   * Sends a request in a transaction; {@code sent} learns of it, unless it could not be sent:
   * {@code exchange} learns of that.
   */
  void send(
      Request request,
      NextHop hop,
      SipTransport.Exchange exchange,
      Consumer<ClientTransaction> sent) {
    reach(
        hop,
        there -> {
          try {
            sent.accept(transport.send(request, there, exchange));
          } catch (SipException | RuntimeException e) {
            LOG.infof(
                "%s to %s cannot be sent: %s",
                request.getMethod(), there, Printable.of(e.getMessage()));
            exchange.failed();
          }
        },
        exchange::failed);
  }

  void sendAck(Request ack, NextHop hop) {
    reach(
        hop,
        there -> {
          try {
            transport.sendAck(ack, there);
          } catch (SipException | RuntimeException e) {
            LOG.infof("ACK to %s cannot be sent: %s", there, Printable.of(e.getMessage()));
          }
        },
        () -> LOG.infof("ACK: %s cannot be reached", hop));
  }

  private void reach(NextHop hop, Consumer<NextHop> ready, Runnable failed) {
    String address = names.remembered(hop.host());
    if (!transport.has(hop.via())) {
      loop.execute(failed);
      return;
    }
    if (address != null) {
      NextHop there = new NextHop(address, hop.port(), hop.via(), hop.serverName());
      if (!hop.via().stream() || transport.network().connected(there)) {
        ready.accept(there);
        return;
      }
    }
    elsewhere(
        () -> {
          NextHop there =
              new NextHop(names.address(hop.host()), hop.port(), hop.via(), hop.serverName());
          if (there.via().stream() && !transport.network().connected(there)) {
            transport.network().connect(there);
          }
          loop.execute(() -> ready.accept(there));
        },
        failed);
  }

  /** Does work that waits, on another thread; {@code failed} is called on the loop. */
  void elsewhere(Waiting work, Runnable failed) {
    try {
      waiters.execute(
          () -> {
            try {
              work.run();
            } catch (IOException | RuntimeException e) {
              LOG.infof("SIP: %s", Printable.of(e.toString()));
              loop.execute(failed);
            }
          });
    } catch (RejectedExecutionException full) {
      loop.execute(failed);
    }
  }

  /** Work that may wait for a network. */
  @FunctionalInterface
  interface Waiting {
    void run() throws IOException;
  }

  void stop() {
    waiters.shutdownNow();
  }
}
