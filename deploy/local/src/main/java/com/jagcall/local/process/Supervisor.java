package com.jagcall.local.process;

import com.jagcall.local.StackException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Starts again what ends by itself, within reason, and says so. */
public final class Supervisor {

  private static final int MAX_RESTARTS = 3;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Processes processes;
  private final Consumer<String> report;
  private final Set<Restartable> held = ConcurrentHashMap.newKeySet();
  private final Map<Restartable, Deque<Long>> restartsNanos = new ConcurrentHashMap<>();

  /**
   * @param report takes lines for the person at the terminal
   */
  public Supervisor(Processes processes, Consumer<String> report) {
    this.processes = processes;
    this.report = report;
  }

  /** Watches the process that runs now; its successors are watched too. */
  public void watch(Restartable part) {
    held.remove(part);
    ChildProcess process = part.process();
    process.ended().thenAcceptAsync(status -> ended(part, process, status), Supervisor::inThread);
  }

  /** From now on its end is wanted: it stays down until it is watched again. */
  public void hold(Restartable part) {
    held.add(part);
  }

  private void ended(Restartable part, ChildProcess process, int status) {
    // Whoever held it may have started its successor before this is heard.
    if (held.contains(part) || part.process() != process || processes.isClosing()) {
      return;
    }
    if (!mayRestart(part)) {
      giveUp(part, process);
      return;
    }
    report.accept(
        "%s ended unexpectedly (%s) and is started again; its log: %s"
            .formatted(part.name(), describe(status), process.log()));
    try {
      part.start();
      report.accept(part.name() + " is back");
      watch(part);
    } catch (StackException failure) {
      report.accept(failure.getMessage());
      ended(part, part.process(), status);
    } catch (CancellationException stopping) {
      // The stack is being stopped: it is not needed any more.
    }
  }

  private void giveUp(Restartable part, ChildProcess process) {
    report.accept(
        "%s ended more than %d times within a minute and stays down: see %s, then press Ctrl-C and start again"
            .formatted(part.name(), MAX_RESTARTS, process.log()));
    LogTail.lines(process.log(), 3).forEach(line -> report.accept("  " + line));
  }

  private boolean mayRestart(Restartable part) {
    Deque<Long> restarts = restartsNanos.computeIfAbsent(part, first -> new ArrayDeque<>());
    synchronized (restarts) {
      long now = System.nanoTime();
      restarts.removeIf(instant -> now - instant > WINDOW.toNanos());
      if (restarts.size() >= MAX_RESTARTS) {
        return false;
      }
      restarts.add(now);
      return true;
    }
  }

  /** Exit statuses above 128 are the number of the signal that ended a process, plus 128. */
  private static String describe(int status) {
    return status > 128 ? "signal " + (status - 128) : "exit status " + status;
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "supervisor");
    thread.setDaemon(true);
    thread.start();
  }
}
