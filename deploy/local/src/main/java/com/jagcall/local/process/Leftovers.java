package com.jagcall.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a launcher that was killed has left running. */
public final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private Leftovers() {}

  /**
   * Ends the processes recorded in a folder, and forgets them.
   *
   * @return the names of those that were still running
   */
  public static List<String> end(Path runFolder) throws IOException {
    if (!Files.isDirectory(runFolder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(runFolder)) {
      files = all.filter(file -> file.toString().endsWith(ProcessRecord.SUFFIX)).sorted().toList();
    }
    List<String> ended = new ArrayList<>();
    for (Path file : files) {
      ProcessRecord record = ProcessRecord.at(file);
      record
          .process()
          .ifPresent(
              process -> {
                ProcessTree.stop(process, "INT", PATIENCE, AFTER_KILL);
                ended.add(record.name());
              });
      record.delete();
    }
    return ended;
  }
}
