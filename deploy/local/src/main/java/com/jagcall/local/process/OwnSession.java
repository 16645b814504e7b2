package com.jagcall.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How to start a program in a session of its own, out of reach of the terminal's Ctrl-C. */
final class OwnSession {

  private static final List<String> PREFIX =
      find("setsid")
          .map(List::of)
          // macOS has no setsid program, but it has Perl.
          .or(
              () ->
                  find("perl")
                      .map(
                          perl ->
                              List.of(
                                  perl,
                                  "-e",
                                  "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or die \"$!\"",
                                  "--")))
          // With neither, Ctrl-C reaches every process at once: less orderly, and still an end.
          .orElse(List.of());

  private OwnSession() {}

  /** What stands before the program's own command; both replace themselves by it, pid included. */
  static List<String> prefix() {
    return PREFIX;
  }

  private static Optional<String> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
