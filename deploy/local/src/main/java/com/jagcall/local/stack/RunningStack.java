package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import com.jagcall.local.secret.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a running stack writes down under data/run, for the operator's commands.
 *
 * @param gateway the one address of the suite
 * @param carrier where the carrier simulator takes commands
 * @param services each service itself, by its short name: its first replica
 */
public record RunningStack(URI gateway, URI carrier, Map<String, URI> services) {

  private static final String FILE = "stack.properties";
  private static final String GATEWAY = "gateway";
  private static final String CARRIER = "carrier";
  private static final String SERVICE = "service.";

  void write(Path runFolder) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(GATEWAY, gateway.toString());
    properties.setProperty(CARRIER, carrier.toString());
    services.forEach((name, url) -> properties.setProperty(SERVICE + name, url.toString()));
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
          URI.create(properties.getProperty(GATEWAY)),
          URI.create(properties.getProperty(CARRIER)),
          services(properties));
    } catch (IOException unreadable) {
      throw new StackException("cannot read " + file + ": restart the stack", unreadable);
    }
  }

  private static Map<String, URI> services(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(SERVICE))
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name.substring(SERVICE.length()),
                name -> URI.create(properties.getProperty(name))));
  }
}
