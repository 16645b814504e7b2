package com.jagcall.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a script of the repository. */
final class Command {
  static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

  private Command() {}

  /** Ends when the script has. When that fails, this does, and says what it said last. */
  static void run(List<String> command) {
    Path log = Path.of("target", Path.of(command.get(0)).getFileName() + ".log").toAbsolutePath();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(REPOSITORY.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "%s ended with status %d: %s; see %s".formatted(command, status, lastLine(log), log));
      }
    } catch (IOException e) {
      throw new IllegalStateException(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
