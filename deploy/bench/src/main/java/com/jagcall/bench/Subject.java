package com.jagcall.bench;

import com.jagcall.local.StackException;
import com.jagcall.local.operator.OperatorCalls;
import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.secret.Secrets;
import com.jagcall.local.stack.LocalStack;
import com.jagcall.local.stack.Progress;
import com.jagcall.local.stack.RunningStack;
import com.jagcall.local.stack.StackFolders;
import com.jagcall.local.stack.StackOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The stack that is measured: one of its own, which ends with it, or one that runs already. */
final class Subject implements AutoCloseable {
  private final Path home;
  private final StackFolders folders;
  private final LocalStack own;
  private final RunningStack running;

  private Subject(Path home, Path data, LocalStack own) {
    this.home = home;
    this.folders = new StackFolders(data);
    this.own = own;
    this.running = RunningStack.find(data);
  }

  /**
   * @param data the data folder of a running one
   * @throws StackException when there is none; the message says what to do
   */
  static Subject of(Path home, Optional<Path> data, PrintStream out) {
    return data.map(folder -> new Subject(home, folder, null)).orElseGet(() -> start(home, out));
  }

  private static Subject start(Path home, PrintStream out) {
    Path data = home.resolve("deploy/bench/target/data");
    LocalStack stack =
        new LocalStack(
            StackOptions.of(home).withDataFolder(data).withPort(0).startingOver(),
            new Progress(out));
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop the stack"));
    stack.start();
    return new Subject(home, data, stack);
  }

  RunningStack addresses() {
    return running;
  }

  OperatorClient operator() {
    try {
      return new OperatorClient(
          new OperatorCalls(running.services(), new Secrets(folders.secrets())));
    } catch (IOException unreadable) {
      throw new StackException("cannot read " + folders.secrets(), unreadable);
    }
  }

  /** The numbers that can be put on sale. */
  String stock() {
    return read(home.resolve("deploy/local/stock.csv"));
  }

  /** The process of the first replica of calls-service. */
  Watched callsService() {
    String record = read(folders.run().resolve("calls-service-1.process"));
    return new Watched(Long.parseLong(record.split(" ")[0]));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new StackException("cannot read " + file, unreadable);
    }
  }

  /** Ends its own stack, whose data nobody needs any more; its logs stay. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
      folders.startOver();
    }
  }
}
