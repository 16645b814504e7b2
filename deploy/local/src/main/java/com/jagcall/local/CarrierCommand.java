package com.jagcall.local;

import com.jagcall.local.stack.RunningStack;
import com.jagcall.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code deploy/local/carrier} does: tells the stack's carrier simulator something. */
public final class CarrierCommand {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final String USAGE =
      """
      usage: deploy/local/carrier [--data FOLDER] [PART COMMAND [name=value]…]

      Without a command: lists the commands of the running carrier simulator. For example

      deploy/local/carrier smsc state
      deploy/local/carrier smsc inbound from=+14155550101 to=+12125550100 text="Hello there"
      deploy/local/carrier smsc throttle count=20
      deploy/local/carrier smsc disconnect seconds=10
      deploy/local/carrier smsc reset\
      """;

  private CarrierCommand() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (words.contains("--help")) {
      System.out.println(USAGE);
      return;
    }
    try {
      System.out.print(run(words));
    } catch (StackException failure) {
      System.err.println("error: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static String run(List<String> words) {
    URI control = RunningStack.find(dataFolder(words)).carrier();
    if (words.isEmpty()) {
      return send(HttpRequest.newBuilder(control));
    }
    if (words.size() == 1) {
      throw new StackException("say a part and a command: see carrier --help");
    }
    String path = "/" + words.get(0) + "/" + words.get(1) + "?" + query(words);
    return send(
        HttpRequest.newBuilder(control.resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private static Path dataFolder(List<String> words) {
    int option = words.indexOf("--data");
    if (option >= 0 && option + 1 < words.size()) {
      words.remove(option);
      return Path.of(words.remove(option));
    }
    return StackOptions.of(Path.of(System.getProperty("jagcall.home", "."))).dataFolder();
  }

  private static String query(List<String> words) {
    List<String> pairs = new ArrayList<>();
    for (String word : words.subList(2, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new StackException("say name=value, not " + word + ": see carrier --help");
      }
      pairs.add(encoded(word.substring(0, equals)) + "=" + encoded(word.substring(equals + 1)));
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new StackException("the carrier simulator says: " + answer.body().strip());
      }
      return answer.body();
    } catch (IOException gone) {
      throw new StackException("the carrier simulator does not answer: see its log", gone);
    } catch (IllegalArgumentException notAPath) {
      throw new StackException("no such command: see carrier --help", notAPath);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", interrupted);
    }
  }
}
