package com.jagcall.bench;

import com.jagcall.local.StackException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param name of the benchmark
 */
record BenchArguments(String name, Map<String, String> options) {

  private static final Set<String> KNOWN =
      Set.of("--data", "--rate", "--seconds", "--idle", "--calls");

  /**
   * @throws StackException when it is not understood; the message says why
   */
  static BenchArguments parse(List<String> words) {
    if (words.isEmpty() || words.size() % 2 == 0) {
      throw new StackException("say a benchmark, then options with their values: see run --help");
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < words.size(); i += 2) {
      if (!KNOWN.contains(words.get(i))) {
        throw new StackException("unknown option " + words.get(i) + ": see run --help");
      }
      options.put(words.get(i), words.get(i + 1));
    }
    return new BenchArguments(words.get(0), Map.copyOf(options));
  }

  /** The data folder of a running stack. */
  Optional<Path> data() {
    return Optional.ofNullable(options.get("--data")).map(Path::of);
  }

  /**
   * @throws StackException when it is no number from 1 to 999,999
   */
  int number(String option, int otherwise) {
    String text = options.getOrDefault(option, String.valueOf(otherwise));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new StackException(option + " takes a number from 1, not " + text);
    }
    return Integer.parseInt(text);
  }
}
