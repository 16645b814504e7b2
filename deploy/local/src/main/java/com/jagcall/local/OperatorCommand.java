package com.jagcall.local;

import com.jagcall.local.operator.OperatorClient;
import com.jagcall.local.secret.Secrets;
import com.jagcall.local.stack.RunningStack;
import com.jagcall.local.stack.StackFolders;
import com.jagcall.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code deploy/local/operator} does: speaks to the running stack as its operator. */
public final class OperatorCommand {

  private static final String USAGE =
      """
      usage: deploy/local/operator create-key --name NAME --mode live|test [--scopes a,b]
             deploy/local/operator limits ORGANIZATION_ID "GET /v1/agents" 500

      create-key makes an API key and prints it; it is shown this once. Without --scopes it may do everything.
      limits sets how many requests in any 60 seconds an organization may send to an endpoint.
      Options of both: --data FOLDER, when the stack runs on another data folder.""";

  private OperatorCommand() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (words.isEmpty() || words.contains("--help")) {
      System.out.println(USAGE);
      System.exit(words.isEmpty() ? 2 : 0);
    }
    try {
      System.out.println(run(words));
    } catch (StackException failure) {
      System.err.println("error: " + failure.getMessage());
      System.exit(1);
    } catch (IOException unreadable) {
      System.err.println("error: the operator's key cannot be read: " + unreadable.getMessage());
      System.exit(1);
    }
  }

  private static String run(List<String> words) throws IOException {
    String command = words.remove(0);
    Map<String, String> options = takeOptions(words);
    Path repository = Path.of(System.getProperty("jagcall.home", "."));
    Path data =
        options.containsKey("--data")
            ? Path.of(options.remove("--data"))
            : StackOptions.of(repository).dataFolder();
    return switch (command) {
      case "create-key" -> createKey(client(data), options, words);
      case "limits" -> setLimit(client(data), options, words);
      default -> throw new StackException("unknown command " + command + ": see operator --help");
    };
  }

  private static OperatorClient client(Path data) throws IOException {
    return new OperatorClient(
        RunningStack.find(data).accounts(), new Secrets(new StackFolders(data).secrets()));
  }

  private static String createKey(
      OperatorClient client, Map<String, String> options, List<String> words) {
    String name = options.remove("--name");
    String mode = options.remove("--mode");
    String scopes = options.remove("--scopes");
    if (name == null || mode == null || !options.isEmpty() || !words.isEmpty()) {
      throw new StackException("create-key takes --name, --mode and --scopes: see operator --help");
    }
    return client
        .createKey(name, mode, scopes == null ? List.of() : List.of(scopes.split(",")))
        .text();
  }

  private static String setLimit(
      OperatorClient client, Map<String, String> options, List<String> words) {
    if (words.size() != 3 || !options.isEmpty() || !words.get(2).matches("[0-9]{1,9}")) {
      throw new StackException(
          "limits takes an organization, an endpoint and a number: see operator --help");
    }
    client.setLimit(words.get(0), words.get(1), Integer.parseInt(words.get(2)));
    return "%s may now send %s %s times a minute"
        .formatted(words.get(0), words.get(1), words.get(2));
  }

  /** Takes every {@code --option value} out of the words. */
  private static Map<String, String> takeOptions(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); ) {
      if (!words.get(i).startsWith("--")) {
        i++;
      } else if (i + 1 < words.size()) {
        options.put(words.remove(i), words.remove(i));
      } else {
        throw new StackException(words.get(i) + " needs a value: see operator --help");
      }
    }
    return options;
  }
}
