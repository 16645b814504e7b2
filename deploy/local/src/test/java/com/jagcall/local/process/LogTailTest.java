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
  void missingLog_hasNoLines() {
    assertEquals(List.of(), LogTail.lines(folder.resolve("absent.log"), 5));
  }
}
