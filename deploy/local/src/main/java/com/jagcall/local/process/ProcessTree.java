package com.jagcall.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process together with all that it has started. */
final class ProcessTree {

  private ProcessTree() {}

  /**
   * @param signal what the process is asked with, without SIG
   * @param patience how long it may take to end after that
   * @param afterKill how long to wait for the system to clear away what was killed
   */
  static void stop(ProcessHandle process, String signal, Duration patience, Duration afterKill) {
    // Taken while the parent lives: afterwards its children belong to somebody else.
    List<ProcessHandle> children = process.descendants().toList();
    if (!process.isAlive() || !send(process, signal) || !await(List.of(process), patience)) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    await(List.of(process), afterKill);
    await(children, afterKill);
  }

  private static boolean send(ProcessHandle process, String signal) {
    if (signal.equals("TERM")) {
      return process.destroy();
    }
    try {
      return new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return process.destroy();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether all of them ended in time. */
  private static boolean await(List<ProcessHandle> processes, Duration patience) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException stillThere) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
