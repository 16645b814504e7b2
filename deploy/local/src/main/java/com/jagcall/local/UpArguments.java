package com.jagcall.local;

import com.jagcall.local.stack.StackOptions;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Reads the command line of {@code deploy/local/up}. */
final class UpArguments {

  private UpArguments() {}

  static StackOptions parse(List<String> arguments, Path repository) {
    StackOptions options = StackOptions.of(repository);
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      options =
          switch (word) {
            case "--fresh" -> options.startingOver();
            case "--dev" -> options.withDevMode(value(word, words));
            case "--port" -> options.withPort(port(value(word, words)));
            case "--replicas" -> withReplicas(options, value(word, words));
            case "--data" -> options.withDataFolder(Path.of(value(word, words)));
            default -> throw new StackException("unknown option " + word + ": see up --help");
          };
    }
    options
        .devService()
        .filter(options.replicas()::containsKey)
        .ifPresent(
            service -> {
              throw new StackException(
                  "a service in dev mode has one process: leave out --replicas for " + service);
            });
    return options;
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new StackException(option + " needs a value: see up --help");
    }
    return words.next();
  }

  private static int port(String text) {
    int port = number(text);
    if (port < 1 || port > 65_535) {
      throw new StackException("--port takes a number from 1 to 65535, not " + text);
    }
    return port;
  }

  private static StackOptions withReplicas(StackOptions options, String text) {
    int equals = text.indexOf('=');
    int count = equals < 1 ? -1 : number(text.substring(equals + 1));
    if (count < 1 || count > StackOptions.MAX_REPLICAS) {
      throw new StackException(
          "--replicas takes SERVICE=COUNT with 1 to %d, for example agents=2, not %s"
              .formatted(StackOptions.MAX_REPLICAS, text));
    }
    return options.withReplicas(text.substring(0, equals), count);
  }

  /** -1 when it is none. */
  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
  }
}
