package com.jagcall.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.local.stack.ServiceDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, on machines that lack something. */
class UpScriptTest {

  private static final List<String> TOOLS =
      List.of(
          "sh", "dirname", "sed", "head", "find", "cat", "tr", "touch", "mkdir", "df", "awk",
          "sleep", "grep", "ls", "tail");

  @TempDir Path folder;
  private Path clone;
  private Path bin;

  private record Outcome(int status, String output) {}

  @BeforeEach
  void prepare() throws IOException {
    clone = Files.createDirectories(folder.resolve("a clone"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Path local = Files.createDirectories(clone.resolve("deploy/local"));
    for (String file : List.of("up", "lib.sh", "services")) {
      Files.copy(Path.of(file), local.resolve(file));
    }
    for (String tool : TOOLS) {
      install(tool, "exec " + find(tool) + " \"$@\"");
    }
  }

  private static Path find(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private void install(String program, String script) throws IOException {
    Path file = bin.resolve(program);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  /** Pretends to be built: the script must not look further than that. */
  private void installBuild() throws IOException {
    List<String> artifacts =
        new ArrayList<>(
            List.of(
                "deploy/local/target/local-stack.jar",
                "deploy/carrier/target/carrier-simulator.jar"));
    ServiceDefinition.readAll(clone.resolve("deploy/local/services"))
        .forEach(
            service -> artifacts.add(service.module() + "/target/quarkus-app/quarkus-run.jar"));
    for (String artifact : artifacts) {
      Files.createDirectories(clone.resolve(artifact).getParent());
      Files.writeString(clone.resolve(artifact), "");
    }
  }

  private Outcome up(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "deploy/local/up"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(clone.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.put("PATH", bin.toString());
    Process script = builder.start();
    String output =
        new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(script.waitFor(60, TimeUnit.SECONDS));
    return new Outcome(script.exitValue(), output);
  }

  private void assertOneLine(Outcome outcome, String text) {
    assertEquals(1, outcome.status(), outcome.output());
    assertTrue(outcome.output().startsWith("error: "), outcome.output());
    assertTrue(outcome.output().contains(text), outcome.output());
    assertEquals(1, outcome.output().lines().count(), outcome.output());
  }

  private void installJdk(String version) throws IOException {
    install("java", "echo 'openjdk version \"" + version + "\" 2026-01-01' >&2");
    install("javac", "echo javac");
  }

  @Test
  void noJava_saysToInstallOne() throws Exception {
    assertOneLine(up(), "no Java found: install a JDK");
  }

  @Test
  void standInForJavaThatOnlyComplains_saysToInstallOne() throws Exception {
    install(
        "java",
        "echo 'The operation could not be completed. Unable to locate a Java Runtime.' >&2; exit"
            + " 1");
    assertOneLine(up(), "does not run: install a JDK");
  }

  @Test
  void oldJava_saysWhichVersionIsNeeded() throws Exception {
    installJdk("11.0.2");
    assertOneLine(up(), "is version 11: install a JDK, version 17 or later");
    installJdk("1.8.0_402");
    assertOneLine(up(), "is version 1: install a JDK");
  }

  @Test
  void javaWithoutCompiler_saysToInstallTheWholeJdk() throws Exception {
    install("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2");
    assertOneLine(up(), "without its compiler");
  }

  @Test
  void nothingBuiltAndNoMaven_saysToInstallIt() throws Exception {
    installJdk("17.0.15");
    assertOneLine(up(), "Maven is needed to build");
  }

  @Test
  void allBuilt_startsTheLauncherWithoutMaven() throws Exception {
    installBuild();
    install("javac", "echo javac");
    install(
        "java",
        "[ \"$1\" = -version ] && { echo 'openjdk version \"25\"' >&2; exit; }; echo \"launcher"
            + " $*\"");
    Outcome outcome = up("--port", "9000", "--replicas", "agents=2");
    assertEquals(0, outcome.status(), outcome.output());
    assertTrue(
        outcome.output().endsWith("local-stack.jar --port 9000 --replicas agents=2"),
        outcome.output());
  }

  @Test
  void failedBuild_showsItsErrorsAndItsLog() throws Exception {
    installJdk("21");
    install("mvn", "echo '[ERROR] Agents.java: cannot find symbol'; exit 1");
    Outcome outcome = up();
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("[ERROR] Agents.java: cannot find symbol"));
    assertTrue(outcome.output().contains("the build failed after "), outcome.output());
    assertTrue(outcome.output().contains("up-build.log"), outcome.output());
  }

  @Test
  void sourceNewerThanItsBuild_isBuiltAgain() throws Exception {
    installBuild();
    installJdk("17.0.15");
    install("mvn", "echo \"mvn $*\" >&2; exit 1");
    Path source = Files.createDirectories(clone.resolve("agents-service/src/main/java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Outcome outcome = up();
    assertTrue(outcome.output().startsWith("building agents-service ("), outcome.output());
  }

  @Test
  void unknownOption_isOneLine() throws Exception {
    assertOneLine(up("--nonsense"), "unknown option --nonsense");
    assertOneLine(up("agents"), "unknown option agents");
  }

  @Test
  void help_showsTheOptions() throws Exception {
    Outcome outcome = up("--help");
    assertEquals(0, outcome.status());
    for (String option : List.of("--port", "--fresh", "--replicas", "--dev", "--data")) {
      assertTrue(outcome.output().contains(option), option);
    }
  }
}
