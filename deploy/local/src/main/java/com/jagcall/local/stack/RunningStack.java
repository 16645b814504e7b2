package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.secret.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a running stack writes down under data/run, for the operator's commands.
 *
 * @param gateway the one address of the suite
 * @param accounts accounts-service itself
 */
public record RunningStack(URI gateway, URI accounts) {

  private static final String FILE = "stack.properties";

  void write(Path runFolder) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("gateway", gateway.toString());
    properties.setProperty("accounts", accounts.toString());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.write(runFolder.resolve(FILE), text.toString());
  }

  static void forget(Path runFolder) {
    try {
      Files.deleteIfExists(runFolder.resolve(FILE));
    } catch (IOException neverMind) {
      // Without the lock beside it the file means nothing.
    }
  }

  /**
   * Finds the stack that runs on a data folder.
   *
   * @throws StackException when there is none
   */
  public static RunningStack find(Path dataFolder) {
    Path run = new StackFolders(dataFolder).run();
    Path file = run.resolve(FILE);
    if (!StackLock.isHeld(run) || !Files.exists(file)) {
      throw new StackException("no stack is running here: start it with deploy/local/up");
    }
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return new RunningStack(
          URI.create(properties.getProperty("gateway")),
          URI.create(properties.getProperty("accounts")));
    } catch (IOException unreadable) {
      throw new StackException("cannot read " + file + ": restart the stack", unreadable);
    }
  }
}
