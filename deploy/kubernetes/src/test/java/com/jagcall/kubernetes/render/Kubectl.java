package com.jagcall.kubernetes.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.jagcall.kubernetes.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real thing, where it is there. */
public final class Kubectl {
  private static final int TIMEOUT_SECONDS = 120;

  /** Since then it has all the features of kustomize that are used here. */
  private static final int OLDEST_KUSTOMIZE = 5;

  private static final Pattern VERSION = Pattern.compile("Kustomize Version: v(\\d+)");

  private Kubectl() {}

  public static boolean isThere() {
    try {
      Matcher version = VERSION.matcher(run("version", "--client"));
      return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_KUSTOMIZE;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  public static List<JsonNode> render(Path overlay) {
    try {
      return Yaml.documents(run("kustomize", overlay.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String... arguments) throws IOException {
    Path output = Files.createTempFile("kubectl", ".yaml");
    try {
      List<String> command = new java.util.ArrayList<>(List.of("kubectl"));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("kubectl does not end");
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }
}
