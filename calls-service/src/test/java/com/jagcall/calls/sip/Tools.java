package com.jagcall.calls.sip;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that tests need and that may be missing on a machine. */
final class Tools {

  private Tools() {}

  static boolean isThere(String program) {
    String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";
    return Arrays.stream(path.split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static void needed(String program, String what) {
    boolean there = isThere(program);
    if (!there) {
      System.err.println(
          "*** NOT TESTED: " + what + ", because " + program + " is not installed ***");
    }
    assumeTrue(there, program + " is not installed");
  }
}
