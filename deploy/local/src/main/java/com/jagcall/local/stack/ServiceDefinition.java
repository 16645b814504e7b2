package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service as the file deploy/local/services lists it.
 *
 * @param name short, for example {@code agents}; also its role and its schema
 * @param prefixes the paths that the gateway sends to it
 */
public record ServiceDefinition(String name, List<String> prefixes) {

  static final String ACCOUNTS = "accounts";

  /** Its folder, and its name as an issuer and audience of tokens. */
  public String module() {
    return name + "-service";
  }

  /** Whether it is the one that holds organizations, users and keys; every other one asks it. */
  boolean isAccounts() {
    return name.equals(ACCOUNTS);
  }

  /** Reads the list: lines of a name and its paths, empty ones and those with # left out. */
  public static List<ServiceDefinition> readAll(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(ServiceDefinition::parse)
          .toList();
    } catch (IOException missing) {
      throw new StackException(
          "the list of services cannot be read: " + file + "; is this a whole clone?", missing);
    }
  }

  private static ServiceDefinition parse(String line) {
    List<String> words = List.of(line.split("\\s+"));
    return new ServiceDefinition(words.get(0), words.subList(1, words.size()));
  }
}
