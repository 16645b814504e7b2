package com.jagcall.local.stack;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Lines for the person who waits at the terminal, each with the seconds since the start. */
public final class Progress {

  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  public void line(String text) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    out.printf("%4d.%d s  %s%n", millis / 1_000, millis % 1_000 / 100, text);
    out.flush();
  }

  /** A line as it is. */
  public void plain(String text) {
    out.println(text);
    out.flush();
  }
}
