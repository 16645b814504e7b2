package com.jagcall.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.StackException;
import com.jagcall.local.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFoldersTest {

  @TempDir Path folder;

  private StackFolders folders() {
    StackFolders folders = new StackFolders(folder.resolve("data"));
    folders.create();
    return folders;
  }

  @Test
  void fullDisk_isRefusedWithWhatToDo() {
    StackException failure =
        assertThrows(StackException.class, () -> folders().requireSpace(Long.MAX_VALUE));
    assertTrue(failure.getMessage().contains("free some space"), failure.getMessage());
  }

  @Test
  void startingOver_deletesDataAndKeepsPrograms() throws IOException {
    StackFolders folders = folders();
    Files.createDirectories(folders.postgres().resolve("base"));
    Files.writeString(folders.postgres().resolve("base/1"), "data");
    Files.createDirectories(folders.binaries());
    Files.writeString(folders.firstStartDone(), "");
    folders.startOver();
    assertFalse(Files.exists(folders.postgres()));
    assertFalse(Files.exists(folders.firstStartDone()));
    assertTrue(Files.exists(folders.binaries()));
    assertTrue(Files.exists(folders.run()));
  }

  @Test
  void oldLogs_areKeptBesideTheNewOnes() throws IOException {
    StackFolders folders = folders();
    Files.writeString(folders.logs().resolve("agents-service-1.log"), "old");
    folders.putOldLogsAside();
    assertFalse(Files.exists(folders.logs().resolve("agents-service-1.log")));
    assertEquals("old", Files.readString(folders.logs().resolve("agents-service-1.log.previous")));
  }

  @Test
  void secondStack_isRefusedWhileTheFirstRuns() {
    StackFolders folders = folders();
    StackLock first = StackLock.take(folders.run());
    try {
      assertTrue(StackLock.isHeld(folders.run()));
      StackException failure =
          assertThrows(StackException.class, () -> StackLock.take(folders.run()));
      assertTrue(
          failure.getMessage().contains("process " + ProcessHandle.current().pid()),
          failure.getMessage());
    } finally {
      first.close();
    }
    assertFalse(StackLock.isHeld(folders.run()));
  }

  @Test
  void operatorWithoutAStack_isToldToStartOne() {
    StackException failure =
        assertThrows(StackException.class, () -> RunningStack.find(folder.resolve("data")));
    assertTrue(failure.getMessage().contains("deploy/local/up"), failure.getMessage());
  }

  @Test
  void portInUse_isRefusedWithWhatToDo() throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StackException failure =
          assertThrows(StackException.class, () -> Ports.requireFree(held.getLocalPort()));
      assertTrue(failure.getMessage().contains("--port"), failure.getMessage());
    }
  }
}
