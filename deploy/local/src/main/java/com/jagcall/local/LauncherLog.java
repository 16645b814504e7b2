package com.jagcall.local;

import com.jagcall.local.stack.StackFolders;
import com.jagcall.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where the launcher keeps what would only confuse at the terminal: data/logs/launcher.log. */
final class LauncherLog {

  private static final Logger ROOT = Logger.getLogger("");
  private static final int MAX_BYTES = 4 << 20;

  private LauncherLog() {}

  static void open(StackOptions options) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    StackFolders folders = new StackFolders(options.dataFolder());
    try {
      folders.create();
      Handler file = new FileHandler(path(folders).toString(), MAX_BYTES, 1, true);
      file.setFormatter(new SimpleFormatter());
      ROOT.addHandler(file);
    } catch (IOException | StackException noLog) {
      // The start itself fails on this folder next, and says why.
    }
  }

  static void record(RuntimeException failure) {
    ROOT.log(Level.SEVERE, "the stack did not start", failure);
  }

  static String describe(RuntimeException failure, StackOptions options) {
    return failure instanceof StackException
        ? failure.getMessage()
        : "the stack did not start: "
            + failure
            + "; more in "
            + path(new StackFolders(options.dataFolder()));
  }

  private static Path path(StackFolders folders) {
    return folders.logs().resolve("launcher.log");
  }
}
