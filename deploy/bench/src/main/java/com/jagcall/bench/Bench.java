package com.jagcall.bench;

import com.jagcall.common.testing.Figures;
import com.jagcall.local.StackException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs one of the benchmarks that look at the suite from outside. */
public final class Bench {
  private static final int NOT_MEASURED = 2;

  private Bench() {}

  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      BenchArguments arguments = BenchArguments.parse(words);
      Path home = Path.of(System.getProperty("jagcall.home", "."));
      try (Subject subject = Subject.of(home, arguments.data(), out)) {
        return figures(arguments, subject, out).print(out);
      }
    } catch (StackException failure) {
      System.err.println("error: " + failure.getMessage());
      return NOT_MEASURED;
    }
  }

  private static Figures figures(BenchArguments arguments, Subject subject, PrintStream out) {
    return switch (arguments.name()) {
      case "set-up" -> new SetUpBench(subject, arguments, out).run();
      case "leak" -> new LeakBench(subject, arguments, out).run();
      default -> throw new StackException("there is no benchmark " + arguments.name());
    };
  }
}
