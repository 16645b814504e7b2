package com.jagcall.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log file, for a message to a person. */
public final class LogTail {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_LINE_CHARACTERS = 240;

  /** How Maven ends every failure, whatever it was. */
  private static final Pattern MAVEN_FAREWELL =
      Pattern.compile(
          "\\[ERROR] *(|\\[Help .*|-> \\[Help .*|To see the full stack trace.*|Re-run Maven.*"
              + "|For more information about the errors.*|After correcting the problems.*"
              + "|mvn <args> .*)");

  private LogTail() {}

  /**
   * The last lines that say something: no empty ones, no stack frames, no general advice.
   *
   * @param count at most so many
   */
  public static List<String> lines(Path log, int count) {
    List<String> lines =
        end(log)
            .lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isBlank() && !isStackFrame(line))
            .filter(line -> !MAVEN_FAREWELL.matcher(line).matches())
            .map(LogTail::shorten)
            .toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static boolean isStackFrame(String line) {
    String text = line.strip();
    return text.startsWith("at ") || text.startsWith("... ");
  }

  private static String shorten(String line) {
    return line.length() <= MAX_LINE_CHARACTERS
        ? line
        : line.substring(0, MAX_LINE_CHARACTERS) + "...";
  }

  private static String end(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - MAX_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException noLog) {
      return "";
    }
  }
}
