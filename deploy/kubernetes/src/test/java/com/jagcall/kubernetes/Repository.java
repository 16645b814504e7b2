package com.jagcall.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are, and how they are read. */
public final class Repository {
  /** Maven runs the tests in the module's folder. */
  public static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  public static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");
  public static final Path COMPOSE = ROOT.resolve("deploy/compose");

  private Repository() {}

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder whose names end so, in the order of their paths. */
  public static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
