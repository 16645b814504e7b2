package com.jagcall.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of the stack. It is recorded under data/run while it lives, so that the next launcher
 * can end it if this one is killed, and it has a session of its own, so that Ctrl-C reaches only
 * the launcher, which then stops everything in order.
 */
public final class ChildProcess {

  /**
   * @param name names the record and the log file, for example {@code agents-1}
   * @param command program and arguments
   * @param environment added to the launcher's own
   * @param workingFolder where it runs
   * @param log standard output and error are appended to it
   */
  public record Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path workingFolder,
      Path log) {

    /** The same with more in its environment. */
    public Launch with(Map<String, String> settings) {
      Map<String, String> all = new TreeMap<>(environment);
      all.putAll(settings);
      return new Launch(name, command, all, workingFolder, log);
    }
  }

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private final Launch launch;
  private final Process process;
  private final ProcessRecord record;

  private ChildProcess(Launch launch, Process process, ProcessRecord record) {
    this.launch = launch;
    this.process = process;
    this.record = record;
  }

  /**
   * Starts a process.
   *
   * @param runFolder where it is recorded
   */
  public static ChildProcess start(Launch launch, Path runFolder) throws IOException {
    Files.createDirectories(launch.log().getParent());
    List<String> command = new ArrayList<>(OwnSession.prefix());
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.workingFolder().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    try {
      ProcessRecord record = ProcessRecord.write(runFolder, launch.name(), process.toHandle());
      process.onExit().thenRun(record::delete);
      return new ChildProcess(launch, process, record);
    } catch (IOException unrecorded) {
      process.destroyForcibly();
      throw unrecorded;
    }
  }

  public String name() {
    return launch.name();
  }

  public Path log() {
    return launch.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit status when the process has ended, whatever the reason. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Asks the process to end (SIGTERM), and no more. Completes with its exit status. */
  public CompletableFuture<Integer> terminate() {
    process.destroy();
    return ended();
  }

  /** Asks the process to end (SIGTERM), waits, and kills what is left of it and its children. */
  public void stop(Duration patience) {
    ProcessTree.stop(process.toHandle(), "TERM", patience, AFTER_KILL);
    record.delete();
  }

  /** As {@link #stop}, with SIGINT: what a PostgreSQL needs to close its clients' sessions. */
  public void interrupt(Duration patience) {
    ProcessTree.stop(process.toHandle(), "INT", patience, AFTER_KILL);
    record.delete();
  }

  /** Ends the process at once and without warning, as {@code kill -9} does. */
  public void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(AFTER_KILL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    record.delete();
  }
}
