package com.jagcall.local;

import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.Progress;
import com.jagcall.local.stack.StackOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

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
    int[] status = {0};
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  progress.line("stopping");
                  stack.close();
                  progress.line("stopped");
                  // A stop that was asked for is a success; the JVM would report the signal.
                  Runtime.getRuntime().halt(status[0]);
                },
                "stop"));
    try {
      stack.start();
      progress.plain(StartBlock.of(stack));
    } catch (CancellationException stopping) {
      // The shutdown hook is at work and ends the process.
    } catch (RuntimeException failure) {
      LauncherLog.record(failure);
      System.err.println("error: " + LauncherLog.describe(failure, options));
      status[0] = 1;
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }
}
