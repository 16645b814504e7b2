package com.jagcall.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words after {@code deploy/local/operator}: a command, its words, its {@code --option value}s.
 */
final class OperatorArguments {
  private final String command;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  OperatorArguments(List<String> arguments) {
    command = arguments.get(0);
    for (int i = 1; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
      } else if (i + 1 < arguments.size()) {
        options.put(word, arguments.get(++i));
      } else {
        throw new StackException(word + " needs a value: see operator --help");
      }
    }
  }

  String command() {
    return command;
  }

  /** The next word. */
  String word(String meaning) {
    if (words.isEmpty()) {
      throw new StackException(command + " needs " + meaning + ": see operator --help");
    }
    return words.remove(0);
  }

  /** An option's value; null when it is not given. */
  String option(String name) {
    return options.remove(name);
  }

  String option(String name, String otherwise) {
    String value = options.remove(name);
    return value == null ? otherwise : value;
  }

  String required(String name) {
    String value = options.remove(name);
    if (value == null) {
      throw new StackException(command + " needs " + name + ": see operator --help");
    }
    return value;
  }

  /** Refuses what the command has not asked for. */
  void end() {
    if (!words.isEmpty() || !options.isEmpty()) {
      throw new StackException(
          "%s does not take %s: see operator --help"
              .formatted(
                  command, words.isEmpty() ? options.keySet().iterator().next() : words.get(0)));
    }
  }
}
