package com.jagcall.carrier.smsc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jsmpp.SMPPConstant;

/**
 * Delivers in order to whoever is bound, some at a time; what finds nobody waits, and what is not
 * taken is delivered again, for a while.
 */
final class DeliveryQueue {

  private static final int WINDOW = 20;
  private static final int MAX_TRIES = 30;
  private static final int MAX_WAITING = 500_000;
  private static final long RETRY_MILLIS = 1000;

  private record Waiting(Outgoing message, int tries) {}

  private final ScheduledExecutorService timer;
  private final Supplier<SmscSession> anySession;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private int underWay;

  /**
   * @param anySession one that is bound, or null
   */
  DeliveryQueue(ScheduledExecutorService timer, Supplier<SmscSession> anySession) {
    this.timer = timer;
    this.anySession = anySession;
  }

  void add(Outgoing message) {
    add(new Waiting(message, 0));
    pump();
  }

  private synchronized void add(Waiting one) {
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(one);
  }

  /** Delivers what can be delivered now; by one thread, so that the order is kept. */
  void pump() {
    timer.execute(this::deliver);
  }

  private void deliver() {
    while (true) {
      Waiting next;
      SmscSession session = anySession.get();
      synchronized (this) {
        if (session == null || underWay >= WINDOW || waiting.isEmpty()) {
          return;
        }
        next = waiting.removeFirst();
        underWay++;
      }
      session.deliver(next.message(), status -> timer.execute(() -> answered(next, status)));
    }
  }

  private void answered(Waiting one, int status) {
    synchronized (this) {
      underWay--;
      String kind = one.message().isReceipt() ? "receipt" : "message";
      answers.merge(
          "%s answered 0x%02X".formatted(kind, Math.max(status, 0)),
          status < 0 ? 0 : 1,
          Integer::sum);
    }
    boolean isTemporary =
        status < 0
            || status == SMPPConstant.STAT_ESME_RX_T_APPN
            || status == SMPPConstant.STAT_ESME_RTHROTTLED
            || status == SMPPConstant.STAT_ESME_RMSGQFUL;
    if (isTemporary && one.tries() < MAX_TRIES) {
      timer.schedule(() -> again(one), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
    pump();
  }

  private void again(Waiting one) {
    add(new Waiting(one.message(), one.tries() + 1));
    pump();
  }

  /** How many answers of each kind came. */
  synchronized Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  synchronized int size() {
    return waiting.size() + underWay;
  }
}
