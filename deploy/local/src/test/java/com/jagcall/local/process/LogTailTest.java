package com.jagcall.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;

  @Test
  void lastLines_areThoseThatSaySomething() throws IOException {
    Path log = folder.resolve("service.log");
    Files.writeString(
        log,
        "x".repeat(100_000)
            + "\nstarting\nERROR no such table\n\tat com.jagcall.Some.line(Some.java:1)\n"
            + "\t... 12 more\n\nCaused by: cannot connect\n\tat x\n");
    assertEquals(
        List.of("ERROR no such table", "Caused by: cannot connect"), LogTail.lines(log, 2));
  }

  @Test
  void failureOfMaven_isWhatItSaysBeforeItsAdvice() throws IOException {
    Path log = folder.resolve("dev.log");
    Files.writeString(
        log,
        "[ERROR] Failed to execute goal: cannot find symbol -> [Help 1]\n[ERROR] \n"
            + "[ERROR] To see the full stack trace of the errors, re-run Maven with -e.\n"
            + "[ERROR] Re-run Maven using the -X switch to enable full debug logging.\n"
            + "[ERROR] For more information about the errors and possible solutions, see:\n"
            + "[ERROR] [Help 1] http://cwiki.apache.org/x\n"
            + "[ERROR] After correcting the problems, you can resume the build with\n"
            + "[ERROR]   mvn <args> -rf :common\n");
    assertEquals(
        List.of("[ERROR] Failed to execute goal: cannot find symbol -> [Help 1]"),
        LogTail.lines(log, 5));
  }

  @Test
  void missingLog_hasNoLines() {
    assertEquals(List.of(), LogTail.lines(folder.resolve("absent.log"), 5));
  }
}
