package com.jagcall.kubernetes.suite;

import com.jagcall.kubernetes.Repository;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clients in a module's sources: each REST client's configuration key names the service that it
 * calls, and so does the audience of the token that it sends as a service. The outbox's client
 * calls whom the module's settings name.
 */
final class Clients {
  private static final Pattern CLIENT =
      Pattern.compile("@RegisterRestClient(?:\\(configKey = \"([a-z-]+)\"\\))?\\s");
  private static final Pattern AUDIENCE =
      Pattern.compile(
          "class \\w+ extends ServiceCall \\{.*?super\\(\"([a-z-]+)\"\\)", Pattern.DOTALL);

  /** A client made by hand would call somebody whom no annotation names. */
  private static final Pattern HAND_MADE =
      Pattern.compile("RestClientBuilder|WebClient\\.create|createHttpClient|HttpClient\\.new");

  /** Where such clients are made. */
  private static final Set<String> FOR_OTHERS =
      Set.of(
          "webhooks/dispatch/Sender.java",
          "calls/dialogue/DialogueBeans.java",
          "calls/speech/EndpointEngine.java",
          "calls/tool/GuardedHttp.java");

  private static final String SOURCES = "src/main/java/com/jagcall";
  private static final String OUTBOX = "outbox-service";

  private Clients() {}

  static Set<String> of(String module) {
    Set<String> called = new TreeSet<>();
    Set<String> audiences = new TreeSet<>();
    for (Path file : Suite.sources(module)) {
      String source = Repository.read(file);
      if (HAND_MADE.matcher(source).find() && !isForOthers(module, file)) {
        throw new AssertionError(file + " makes a client by hand: nobody knows whom it calls");
      }
      CLIENT
          .matcher(source)
          .results()
          .map(client -> key(client.group(1), file))
          .filter(callee -> !callee.equals(OUTBOX))
          .forEach(called::add);
      Matcher audience = AUDIENCE.matcher(source);
      audience.results().forEach(found -> audiences.add(found.group(1)));
    }
    // A client in the name of a user sends the user's token, and has no audience of its own.
    if (!called.containsAll(audiences)) {
      throw new AssertionError(module + " has tokens for " + audiences + ", but calls " + called);
    }
    return called;
  }

  /** Customers' servers, and whoever speaks for the agents: nobody of ours. */
  private static boolean isForOthers(String module, Path file) {
    return FOR_OTHERS.stream().anyMatch(other -> file.endsWith(Path.of(module, SOURCES, other)));
  }

  private static String key(String key, Path file) {
    if (key == null) {
      throw new AssertionError("the client in " + file + " has no configKey");
    }
    return key + "-service";
  }
}
