package com.jagcall.local;

import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.Progress;
import com.jagcall.local.stack.StackOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a stack until it is told to stop: what {@code deploy/local/up} ends in. */
public final class Up {

  private Up() {}

  public static void main(String[] arguments) throws InterruptedException {
    StackOptions options;
    try {
      options =
          UpArguments.parse(List.of(arguments), Path.of(System.getProperty("jagcall.home", ".")));
    } catch (StackException failure) {
      System.err.println("error: " + failure.getMessage());
      System.exit(2);
      return;
    }
    LauncherLog.open(options);
    Progress progress = new Progress(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    LocalStack stack = new LocalStack(options, progress);
    AtomicBoolean stopping = new AtomicBoolean();
    AtomicInteger status = new AtomicInteger();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(stack, progress, stopping, status), "stop"));
    try {
      stack.start();
      progress.plain(StartBlock.of(stack));
    } catch (RuntimeException failure) {
      // A stop in the middle of a start makes the start fail: that is no failure of the stack.
      if (!stopping.get()) {
        LauncherLog.record(failure);
        System.err.println("error: " + LauncherLog.describe(failure, options));
        status.set(1);
        System.exit(1);
      }
    }
    new CountDownLatch(1).await();
  }

  private static void stop(
      LocalStack stack, Progress progress, AtomicBoolean stopping, AtomicInteger status) {
    stopping.set(true);
    boolean isWanted = status.get() == 0;
    if (isWanted) {
      progress.line("stopping");
    }
    stack.close();
    if (isWanted) {
      progress.line("stopped");
    }
    // A stop that was asked for is a success; the JVM would report the signal.
    Runtime.getRuntime().halt(status.get());
  }
}
