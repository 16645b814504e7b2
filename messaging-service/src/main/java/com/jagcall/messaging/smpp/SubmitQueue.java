package com.jagcall.messaging.smpp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jsmpp.SMPPConstant;

/**
 * Gives each segment to the least loaded bind that has room, in order of arrival; what finds none
 * waits, for a bounded time and in a bounded number.
 */
final class SubmitQueue {

  private static final Logger LOG = Logger.getLogger(SubmitQueue.class);
  private static final long TICK_MILLIS = 100;

  private final Object lock = new Object();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Bind> binds;
  private final long patienceNanos;
  private final int maxWaiting;
  private final ScheduledThreadPoolExecutor timer;
  private long wakeUpNanos = Bind.UNKNOWN;
  private boolean stopping;

  SubmitQueue(SmppConfig config, DeliveryHandler handler) {
    patienceNanos = config.patience().toNanos();
    maxWaiting = config.maxWaiting();
    binds =
        config.binds().entrySet().stream()
            .map(bind -> new Bind(bind.getKey(), bind.getValue(), handler, this::pump))
            .toList();
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "smpp-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    if (!binds.isEmpty()) {
      binds.forEach(Bind::start);
      timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  boolean isReady() {
    synchronized (lock) {
      return !stopping && binds.stream().anyMatch(Bind::isUp);
    }
  }

  List<Bind> binds() {
    return binds;
  }

  /** How many segments wait for a bind with room. */
  int waiting() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  CompletableFuture<SubmitOutcome> submit(OutgoingSegment segment) {
    Waiting one = new Waiting(segment, System.nanoTime() + patienceNanos);
    String refusal = refusal(one);
    if (refusal != null) {
      return CompletableFuture.completedFuture(new SubmitOutcome.NotSent(refusal));
    }
    pump();
    return one.outcome;
  }

  private String refusal(Waiting one) {
    synchronized (lock) {
      if (binds.isEmpty()) {
        return "no bind is configured";
      } else if (stopping) {
        return "the service is being stopped";
      } else if (waiting.size() >= maxWaiting) {
        return "too many segments wait already";
      }
      waiting.addLast(one);
      return null;
    }
  }

  /** Sends what can be sent now. */
  private void pump() {
    synchronized (lock) {
      long now = System.nanoTime();
      while (!waiting.isEmpty() && !stopping) {
        Bind bind = leastLoaded(now);
        if (bind == null) {
          wakeUpLater(now);
          return;
        }
        Waiting next = waiting.removeFirst();
        bind.take(now);
        bind.submit(next.segment, result -> settle(bind, next, result));
      }
    }
  }

  private Bind leastLoaded(long now) {
    Bind best = null;
    for (Bind bind : binds) {
      if (bind.waitNanos(now) == 0 && (best == null || bind.load() < best.load())) {
        best = bind;
      }
    }
    return best;
  }

  /** For the moment at which a rate or a pause allows the next; all else calls by itself. */
  private void wakeUpLater(long now) {
    long wait = Bind.UNKNOWN;
    for (Bind bind : binds) {
      wait = Math.min(wait, bind.waitNanos(now));
    }
    boolean isKnown = wakeUpNanos != Bind.UNKNOWN && wakeUpNanos - now >= 0;
    if (wait != Bind.UNKNOWN && wait < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS) && !isKnown) {
      wakeUpNanos = now + wait;
      timer.schedule(this::pump, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void settle(Bind bind, Waiting one, SubmitResult result) {
    SubmitOutcome outcome;
    synchronized (lock) {
      bind.giveBack();
      outcome = outcome(bind, one, result);
      if (outcome == null && (stopping || one.deadlineNanos - System.nanoTime() < 0)) {
        outcome = one.outcomeIfLate;
      }
      if (outcome == null) {
        waiting.addFirst(one);
      }
      lock.notifyAll();
    }
    if (outcome != null) {
      one.outcome.complete(outcome);
    }
    // Not in this thread's stack: a result may come from within a pump.
    if (Thread.holdsLock(lock)) {
      return;
    }
    pump();
  }

  /**
   * Null where the segment may be submitted again, which is certain to be the first time that the
   * SMSC takes it.
   */
  private SubmitOutcome outcome(Bind bind, Waiting one, SubmitResult result) {
    if (result instanceof SubmitResult.Answered answered) {
      return answer(bind, one, answered);
    } else if (result instanceof SubmitResult.Unanswered) {
      return new SubmitOutcome.Unanswered(bind.group());
    } else if (result instanceof SubmitResult.Impossible impossible) {
      LOG.warnf("segment of %s cannot be submitted: %s", one.segment.messageId(), impossible.why());
      return new SubmitOutcome.Refused(SMPPConstant.STAT_ESME_RINVDSTADR, false);
    }
    one.outcomeIfLate = new SubmitOutcome.NotSent("the connection was lost before it was sent");
    return null;
  }

  private SubmitOutcome answer(Bind bind, Waiting one, SubmitResult.Answered answered) {
    int status = answered.status();
    if (status == SMPPConstant.STAT_ESME_ROK) {
      bind.wentWell();
      return new SubmitOutcome.Accepted(answered.messageId(), bind.group());
    }
    SubmitOutcome refused = SubmitOutcome.Refused.of(status);
    if (status == SMPPConstant.STAT_ESME_RTHROTTLED || status == SMPPConstant.STAT_ESME_RMSGQFUL) {
      bind.pause(System.nanoTime());
      one.outcomeIfLate = refused;
      return null;
    }
    return refused;
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      binds.forEach(bind -> bind.sweep(now));
      giveUpLate(now);
      pump();
    } catch (RuntimeException unexpected) {
      // Or the timer would never come again.
      LOG.error("the timer of the binds failed", unexpected);
    }
  }

  private void giveUpLate(long now) {
    List<Waiting> late = new ArrayList<>();
    synchronized (lock) {
      for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
        Waiting one = all.next();
        if (one.deadlineNanos - now < 0) {
          all.remove();
          late.add(one);
        }
      }
    }
    String why = isReady() ? "no bind had room in time" : "no bind is up";
    late.forEach(one -> one.giveUp(why));
  }

  /** Takes nothing more, waits for the answers to what is under way, and unbinds. */
  void stop(Duration patience) {
    List<Waiting> left;
    synchronized (lock) {
      stopping = true;
      left = List.copyOf(waiting);
      waiting.clear();
    }
    left.forEach(one -> one.giveUp("the service is being stopped"));
    awaitAnswers(System.nanoTime() + patience.toNanos());
    // Side by side: each may wait for its SMSC.
    binds.parallelStream().forEach(Bind::stop);
    timer.shutdownNow();
  }

  private void awaitAnswers(long deadlineNanos) {
    synchronized (lock) {
      long leftMillis;
      while (binds.stream().anyMatch(bind -> bind.underWay() > 0)
          && (leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000) > 0) {
        try {
          lock.wait(leftMillis);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
