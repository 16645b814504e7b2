package com.jagcall.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The processes of one stack. Closing it ends what is left, and from then on nothing starts any
 * more: a stop that comes in the middle of a start leaves no process behind.
 */
public final class Processes implements AutoCloseable {

  private final Path runFolder;
  private final List<ChildProcess> all = new ArrayList<>();
  private boolean closing;

  /**
   * @param runFolder where the processes are recorded, for {@link Leftovers}
   */
  public Processes(Path runFolder) {
    this.runFolder = runFolder;
  }

  /**
   * @throws CancellationException when the stack is being stopped
   */
  public synchronized ChildProcess start(ChildProcess.Launch launch) throws IOException {
    if (closing) {
      throw new CancellationException("the stack is being stopped");
    }
    ChildProcess process = ChildProcess.start(launch, runFolder);
    all.removeIf(ended -> !ended.isAlive());
    all.add(process);
    return process;
  }

  /** From now on nothing starts; what runs goes on. */
  public synchronized void startNoMore() {
    closing = true;
  }

  public synchronized boolean isClosing() {
    return closing;
  }

  @Override
  public void close() {
    startNoMore();
    List<ChildProcess> left;
    synchronized (this) {
      left = List.copyOf(all);
    }
    left.stream().filter(ChildProcess::isAlive).forEach(ChildProcess::kill);
  }
}
