package com.jagcall.calls.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One call's recording while it lasts. The media thread only puts frames into the queue; everything
 * that touches the disk is done by the writer's thread.
 */
final class OpenRecording implements Recorder {
  private static final Logger LOG = Logger.getLogger(OpenRecording.class);

  private final Path path;
  private final Path done;
  private final Owner owner;
  private final FrameQueue queue = new FrameQueue();
  private final AtomicLong lost = new AtomicLong();
  private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
  private volatile boolean hurried;
  private volatile boolean ending;
  private WavFile file;
  private IOException failure;

  /** Who writes it. */
  interface Owner {
    /** It is to be written soon: it gets frames faster than they last. Called seldom. */
    void hurry(OpenRecording recording);

    /** It is to be finished. Called once. */
    void end(OpenRecording recording);
  }

  /**
   * @param path where it grows
   * @param done where it is moved when it is whole
   */
  OpenRecording(Path path, Path done, Owner owner) {
    this.path = path;
    this.done = done;
    this.owner = owner;
  }

  @Override
  public void frame(long atMillis, short[] caller, short[] agent) {
    if (ending) {
      return;
    }
    long last = WavFile.MAX_PAIRS / WavFile.PAIRS_PER_MILLI - 20;
    if (atMillis < 0 || atMillis > last || !queue.offer(atMillis, caller, agent)) {
      lost.incrementAndGet();
    }
    if (!hurried && queue.isHalfFull()) {
      hurried = true;
      owner.hurry(this);
    }
  }

  @Override
  public CompletionStage<Boolean> finish() {
    boolean first;
    synchronized (this) {
      first = !ending;
      ending = true;
    }
    if (first) {
      owner.end(this);
    }
    return finished.copy();
  }

  @Override
  public long lostFrames() {
    return lost.get();
  }

  /**
   * Writes what came since the last time. While the disk fails the frames wait in the queue; when
   * it works again they are written where they belong.
   */
  void flush(SoundBuffer buffer) {
    try {
      if (file == null) {
        file = WavFile.create(path);
      }
      buffer.begin(file);
      queue.drain(buffer::put);
      buffer.write();
      file.promise();
      failure = null;
      hurried = false;
    } catch (IOException e) {
      lost.addAndGet(buffer.discard());
      if (failure == null) {
        LOG.warnf("%s cannot be written: %s", path.getFileName(), e);
      }
      failure = e;
    }
  }

  /**
   * Writes the rest and moves the file to where finished ones are; one without sound is deleted.
   * True when there is one now, which is then to be stored.
   */
  boolean end(SoundBuffer buffer) {
    flush(buffer);
    try {
      if (file == null) {
        throw failure;
      }
      file.close();
      if (file.pairs() > 0) {
        Files.move(path, done, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.errorf(e, "%s is not whole; the next start makes it so", path.getFileName());
    }
    return false;
  }

  /** Tells whoever ended it whether it can be fetched. */
  void stored(boolean available) {
    finished.complete(available);
  }

  /** Takes nothing any more. */
  void refuse() {
    ending = true;
    stored(false);
  }
}
