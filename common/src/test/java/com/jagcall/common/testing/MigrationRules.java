package com.jagcall.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A migration is one that the release before can live with (docs/migrations.md). What takes away or
 * tightens is refused, unless the first line says that this is the later step: {@code -- Contract:}
 * and who has stopped using it.
 */
public final class MigrationRules {
  private static final Path FOLDER = Path.of("src/main/resources/db");
  private static final String CONTRACT = "-- Contract: ";
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern REFUSED =
      Pattern.compile(
          """
          \\bdrop\\s+(table|column|schema|type|view)\\b
          |(?:\\A|;)\\s*truncate\\b
          |\\brename\\s+(to|column|constraint)\\b
          |\\balter\\s+column\\s+\\S+\\s+(set\\s+data\\s+)?type\\b
          |\\bset\\s+not\\s+null\\b
          |\\bdrop\\s+default\\b
          |\\badd\\s+(constraint|check|unique|foreign|primary)\\b
          |\\badd\\s+column\\b(?![^,;]*\\bdefault\\b)[^,;]*\\bnot\\s+null\\b
          |\\bcreate\\s+index\\s+concurrently\\b
          """,
          Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);

  private MigrationRules() {}

  /** Checks the migrations of the module whose tests run. */
  static void check() {
    List<String> found = new ArrayList<>();
    for (Path file : migrations()) {
      violations(read(file)).forEach(what -> found.add(file.getFileName() + ": " + what));
    }
    assertEquals(List.of(), found, "what the release before cannot live with: docs/migrations.md");
  }

  /** What a migration does that must wait for a later release; nothing if it says that it did. */
  public static List<String> violations(String migration) {
    if (migration.startsWith(CONTRACT)) {
      return List.of();
    }
    Matcher matcher = REFUSED.matcher(COMMENT.matcher(migration).replaceAll(" "));
    return matcher.results().map(result -> result.group().replaceAll("\\s+", " ")).toList();
  }

  private static List<Path> migrations() {
    if (!Files.isDirectory(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
