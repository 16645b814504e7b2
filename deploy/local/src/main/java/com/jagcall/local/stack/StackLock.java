package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Only one stack may run on a data folder. The system takes the lock back when its holder ends,
 * however it ends.
 */
final class StackLock implements AutoCloseable {

  private static final String FILE = "lock";

  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  static StackLock take(Path runFolder) {
    Path file = runFolder.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw alreadyRunning(file);
      }
      byte[] holder = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder), 0);
      return new StackLock(channel);
    } catch (IOException cause) {
      throw new StackException(
          "the lock cannot be taken: " + cause.getMessage() + "; make " + file + " writable",
          cause);
    }
  }

  /** Whether a stack runs on that data folder. */
  static boolean isHeld(Path runFolder) {
    Path file = runFolder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !tryLock(channel);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  private static StackException alreadyRunning(Path file) throws IOException {
    return new StackException(
        "another stack (process %s) runs on %s: stop it first, with Ctrl-C where it runs or with kill %1$s"
            .formatted(Files.readString(file).strip(), file.getParent().getParent()));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException neverMind) {
      // The lock goes with the process at the latest.
    }
  }
}
