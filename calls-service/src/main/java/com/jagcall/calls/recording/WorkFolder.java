package com.jagcall.calls.recording;

import com.jagcall.common.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where one replica writes its recordings until they are stored: {@code open} holds those that
 * grow, {@code done} those that are whole. A lock says that the replica lives. The system takes it
 * from a process that dies, however it dies; whoever gets it then, a replica beside it or the next
 * start, makes the recordings whole and stores them.
 */
final class WorkFolder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WorkFolder.class);
  private static final String LOCK = "lock";

  /** A folder without a lock that is younger than this is one that is just being made. */
  private static final Duration BIRTH = Duration.ofMinutes(1);

  private final Path folders;
  private final Path own;
  private final FileChannel lockFile;
  private final FileLock lock;

  private WorkFolder(Path folders, Path own, FileChannel lockFile, FileLock lock) {
    this.folders = folders;
    this.own = own;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** A new one among the others' in this folder. */
  static WorkFolder create(Path folders) throws IOException {
    Path own = PrivateFiles.folders(folders.resolve(Ids.next("")));
    PrivateFiles.folders(own.resolve("open"));
    PrivateFiles.folders(own.resolve("done"));
    FileChannel file =
        PrivateFiles.open(
            own.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    FileLock lock = file.tryLock();
    if (lock == null) {
      file.close();
      throw new FileAlreadyExistsException(own.toString(), null, "locked by another process");
    }
    return new WorkFolder(folders, own, file, lock);
  }

  Path open(RecordingKey key) {
    return own.resolve("open").resolve(name(key));
  }

  Path done(RecordingKey key) {
    return own.resolve("done").resolve(name(key));
  }

  /** Takes over what replicas left that died. Returns what is now among this one's done files. */
  List<RecordingKey> recover() throws IOException {
    try (Stream<Path> all = Files.list(folders)) {
      return all.filter(folder -> !folder.equals(own) && Files.isDirectory(folder))
          .flatMap(folder -> recover(folder).stream())
          .toList();
    }
  }

  /** Gives the lock back. What is not stored yet is taken over by the next. */
  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }

  private List<RecordingKey> recover(Path folder) {
    try {
      if (!Files.exists(folder.resolve(LOCK)) && isNew(folder)) {
        return List.of();
      }
      try (FileChannel file =
              PrivateFiles.open(
                  folder.resolve(LOCK),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
          FileLock taken = file.tryLock()) {
        return taken == null ? List.of() : takeOver(folder);
      }
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      // Held in this process, or another replica was faster.
      return List.of();
    } catch (IOException e) {
      LOG.warnf("recordings of a replica that died cannot be recovered yet: %s", e);
      return List.of();
    }
  }

  private List<RecordingKey> takeOver(Path folder) throws IOException {
    List<RecordingKey> keys =
        Stream.concat(
                files(folder.resolve("open")).stream().flatMap(file -> take(file, true).stream()),
                files(folder.resolve("done")).stream().flatMap(file -> take(file, false).stream()))
            .toList();
    for (String name : List.of("open", "done", LOCK, "")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    return keys;
  }

  private Optional<RecordingKey> take(Path file, boolean repair) {
    Optional<RecordingKey> key = key(file.getFileName().toString());
    try {
      if (key.isPresent() && repair) {
        WavFile.repair(file).close();
      }
      if (key.isPresent() && Files.size(file) > WavFile.HEADER_BYTES) {
        Files.move(file, done(key.get()), StandardCopyOption.ATOMIC_MOVE);
        return key;
      }
      Files.delete(file);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static boolean isNew(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder)
        .toInstant()
        .isAfter(Clock.systemUTC().instant().minus(BIRTH));
  }

  /** One name without folders: identifiers hold no dots, so that it can be read back. */
  private static String name(RecordingKey key) {
    return key.path().replace('/', '.');
  }

  private static Optional<RecordingKey> key(String name) {
    return RecordingKey.of(name.replaceFirst("\\.", "/").replaceFirst("\\.", "/"));
  }
}
