package com.jagcall.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A file that says which process runs: its id and the instant it started. The instant tells it from
 * a later process that was given the same id.
 */
final class ProcessRecord {

  static final String SUFFIX = ".process";

  /** Clocks of processes are counted in ticks since the machine started: rounding differs. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final Path file;

  private ProcessRecord(Path file) {
    this.file = file;
  }

  static ProcessRecord write(Path runFolder, String name, ProcessHandle process)
      throws IOException {
    Files.createDirectories(runFolder);
    Path file = runFolder.resolve(name + SUFFIX);
    Instant started = process.info().startInstant().orElse(Instant.now());
    Files.writeString(file, process.pid() + " " + started + "\n");
    return new ProcessRecord(file);
  }

  static ProcessRecord at(Path file) {
    return new ProcessRecord(file);
  }

  String name() {
    String fileName = file.getFileName().toString();
    return fileName.substring(0, fileName.length() - SUFFIX.length());
  }

  /** The recorded process, if it is still the same one and lives. */
  Optional<ProcessHandle> process() {
    try {
      List<String> words =
          List.of(Files.readString(file, StandardCharsets.UTF_8).strip().split(" "));
      if (words.size() != 2) {
        return Optional.empty();
      }
      Instant started = Instant.parse(words.get(1));
      return ProcessHandle.of(Long.parseLong(words.get(0)))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isStartOf(process, started));
    } catch (IOException | NumberFormatException | DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isStartOf(ProcessHandle process, Instant recorded) {
    return process
        .info()
        .startInstant()
        .map(started -> Duration.between(recorded, started).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stale) {
      // A record of an ended process is recognised as such by its start instant.
    }
  }
}
