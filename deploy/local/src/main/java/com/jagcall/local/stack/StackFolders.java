package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What lies where in the data folder of a stack. */
public record StackFolders(Path data) {

  static final long MIN_FREE_BYTES = 500L * 1024 * 1024;

  /** What {@code --fresh} spares: records of processes, logs, and programs that never change. */
  private static final List<String> KEPT = List.of("run", "logs", "bin");

  public Path run() {
    return data.resolve("run");
  }

  public Path binaries() {
    return data.resolve("bin");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path secrets() {
    return data.resolve("secrets");
  }

  public Path postgres() {
    return data.resolve("postgres");
  }

  public Path redis() {
    return data.resolve("redis");
  }

  public Path recordings() {
    return data.resolve("recordings");
  }

  /** Says, once the first start has come to its end, that the first keys have been handed out. */
  public Path firstStartDone() {
    return data.resolve("first-start-done");
  }

  public void create() {
    try {
      PrivateFiles.createFolder(data);
      PrivateFiles.createFolder(run());
      PrivateFiles.createFolder(logs());
    } catch (IOException cause) {
      throw new StackException(
          "the data folder cannot be made: " + cause.getMessage() + "; make " + data + " writable",
          cause);
    }
  }

  /**
   * @param minBytes so much must be free on the disk of the data folder
   */
  public void requireSpace(long minBytes) {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      if (free < minBytes) {
        throw new StackException(
            "the disk is nearly full: %d MB free for %s, %d MB needed; free some space and start again"
                .formatted(free >> 20, data, minBytes >> 20));
      }
    } catch (IOException cause) {
      throw new StackException("the disk of " + data + " cannot be read; check it", cause);
    }
  }

  /** Every start has logs of its own; those of the last one are kept beside them. */
  void putOldLogsAside() throws IOException {
    try (Stream<Path> files = Files.list(logs())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".log") && !name.startsWith("launcher")) {
          Files.move(
              file, file.resolveSibling(name + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Deletes everything that belongs to the stack's past. */
  public void startOver() {
    try (Stream<Path> entries = Files.list(data)) {
      for (Path entry : entries.toList()) {
        if (!KEPT.contains(entry.getFileName().toString())) {
          deleteTree(entry);
        }
      }
    } catch (IOException cause) {
      throw new StackException(
          "the old data cannot be deleted: " + cause.getMessage() + "; delete " + data + " by hand",
          cause);
    }
    create();
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
