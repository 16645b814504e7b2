package com.jagcall.kubernetes.suite;

import com.jagcall.kubernetes.Repository;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the code says about the suite: its services, their settings, who calls whom. */
public final class Suite {
  /**
   * Those that call whoever customers say, by a client that judges addresses: for webhooks, and for
   * the functions of agents.
   */
  public static final List<String> CALL_CUSTOMERS = List.of("calls-service", "webhooks-service");

  /** The one service that carriers reach. */
  public static final String CALLS_TELEPHONES = "calls-service";

  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+-service)</module>");
  private static final String COMMON = "common";
  private static final String DEFAULTS = "META-INF/microprofile-config.properties";

  private Suite() {}

  /** The modules that are services, as the root POM names them. */
  public static List<String> services() {
    Matcher module = MODULE.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")));
    return module.results().map(found -> found.group(1)).sorted().toList();
  }

  /** A service's role in the database, which is the name of its schema too. */
  public static String role(String service) {
    return properties(service, "application.properties").getProperty("jagcall.database.user");
  }

  /** What the gateway sends to a service: prefixes of paths, as the local stack has them. */
  public static Map<String, List<String>> paths() {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    Repository.read(Repository.ROOT.resolve("deploy/local/services"))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> List.of(line.strip().split("\\s+")))
        .forEach(words -> paths.put(words.get(0) + "-service", words.subList(1, words.size())));
    return paths;
  }

  /** Every call from one service to another; what common calls, every service calls. */
  public static Set<Call> calls() {
    Set<Call> calls = new TreeSet<>();
    for (String service : services()) {
      Clients.of(COMMON).forEach(callee -> calls.add(new Call(service, callee)));
      Clients.of(service).forEach(callee -> calls.add(new Call(service, callee)));
      receivers(service).forEach(callee -> calls.add(new Call(service, callee)));
    }
    return calls;
  }

  /** The variable that says where a service is. */
  public static String address(String service) {
    return Settings.variable("jagcall." + service.replaceFirst("-service$", "") + ".url");
  }

  /** To whom a service's outbox sends, as far as there is such a service. */
  private static List<String> receivers(String service) {
    String names =
        properties(service, "application.properties").getProperty("jagcall.outbox.receivers", "");
    return Stream.of(names.split(",")).filter(services()::contains).toList();
  }

  /** Every environment variable that a service reads, as far as our own code names it. */
  public static Set<String> variables(String service) {
    Set<String> variables = new TreeSet<>(Settings.in(COMMON));
    variables.addAll(Settings.in(service));
    properties(COMMON, DEFAULTS)
        .stringPropertyNames()
        .forEach(key -> variables.add(Settings.variable(key)));
    properties(service, "application.properties")
        .stringPropertyNames()
        .forEach(key -> variables.add(Settings.variable(key)));
    receivers(service).forEach(receiver -> variables.add(address(receiver)));
    return variables;
  }

  /** How long requests in flight may go on once a service was told to stop. */
  public static Duration shutdownTimeout() {
    String seconds = properties(COMMON, DEFAULTS).getProperty("quarkus.shutdown.timeout");
    return Duration.parse("PT" + seconds);
  }

  /** The default of a setting that is a number, in a service's mapping of its configuration. */
  public static int setting(String service, String mapping, String member) {
    return Integer.parseInt(defaultOf(service, mapping, member));
  }

  /** How long a replica that was told to stop waits for its calls. */
  public static Duration drain() {
    return Duration.parse("PT" + defaultOf(CALLS_TELEPHONES, "call/CallsConfig", "drain"));
  }

  private static String defaultOf(String service, String mapping, String member) {
    Path file =
        sources(service).stream()
            .filter(source -> source.endsWith(mapping + ".java"))
            .findFirst()
            .orElseThrow();
    return Pattern.compile("@WithDefault\\(\"([^\"]+)\"\\)\\s+\\w+ " + member + "\\(\\)")
        .matcher(Repository.read(file))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  static List<Path> sources(String module) {
    return Repository.files(Repository.ROOT.resolve(module).resolve("src/main/java"), ".java");
  }

  private static Properties properties(String module, String name) {
    Path file = Repository.ROOT.resolve(module).resolve("src/main/resources").resolve(name);
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try {
        properties.load(new StringReader(Repository.read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }
}
