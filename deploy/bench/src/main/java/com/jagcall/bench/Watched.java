package com.jagcall.bench;

import com.jagcall.local.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java process on this machine, seen from outside.
 *
 * @param pid its process identifier
 */
record Watched(long pid) {

  /**
   * What it holds.
   *
   * @param heap bytes of objects that are reachable, by class: a collection of everything precedes
   * @param files descriptors, sockets among them
   */
  record Use(Map<String, Long> heap, int files, int sockets, int threads) {

    long heapBytes() {
      return heap.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The classes of whose objects there is more than before, those first that grew most. */
    List<String> grownSince(Use before, int most) {
      return heap.entrySet().stream()
          .map(e -> Map.entry(e.getKey(), e.getValue() - before.heap.getOrDefault(e.getKey(), 0L)))
          .filter(e -> e.getValue() > 0)
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(most)
          .map(e -> "%,10d bytes  %s".formatted(e.getValue(), e.getKey()))
          .toList();
    }
  }

  /** Processor time until now. */
  Duration processorTime() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /**
   * What it holds now. Stops it for a moment.
   *
   * @throws StackException when the machine does not tell: it is not Linux, or the process is gone
   */
  Use use() {
    Path process = Path.of("/proc", String.valueOf(pid));
    try {
      Map<String, Long> heap = heap();
      List<String> files;
      try (Stream<Path> links = Files.list(process.resolve("fd"))) {
        files = links.map(Watched::target).toList();
      }
      int threads;
      try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
        threads = (int) tasks.count();
      }
      int sockets = (int) files.stream().filter(file -> file.startsWith("socket:")).count();
      return new Use(heap, files.size(), sockets, threads);
    } catch (IOException unknown) {
      throw new StackException("what process " + pid + " holds cannot be seen", unknown);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** Lines such as {@code 1: 4711 123456 [B (java.base@17)}. */
  private Map<String, Long> heap() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Long> bytes = new HashMap<>();
    for (String line : text.lines().map(String::strip).collect(Collectors.toList())) {
      String[] words = line.split("\\s+", 4);
      if (words.length == 4 && words[0].endsWith(":") && words[2].matches("[0-9]+")) {
        bytes.merge(words[3], Long.parseLong(words[2]), Long::sum);
      }
    }
    if (bytes.isEmpty()) {
      throw new IOException("jcmd says: " + text.strip());
    }
    return bytes;
  }
}
