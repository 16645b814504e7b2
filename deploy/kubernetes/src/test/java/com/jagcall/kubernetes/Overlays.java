package com.jagcall.kubernetes;

import com.jagcall.kubernetes.model.Cluster;
import com.jagcall.kubernetes.render.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The overlays, rendered once. */
public enum Overlays {
  DEV("dev"),
  PRODUCTION("production"),
  /** The production overlay after the one change that its README names. */
  PRODUCTION_WITH_INGRESS("production");

  private static final Map<Overlays, Cluster> RENDERED = new ConcurrentHashMap<>();

  private final String folder;

  Overlays(String folder) {
    this.folder = folder;
  }

  public Cluster cluster() {
    return RENDERED.computeIfAbsent(this, one -> Cluster.of(Renderer.render(one.path())));
  }

  /** Where the overlay's kustomization lies. */
  public Path path() {
    if (this != PRODUCTION_WITH_INGRESS) {
      return Repository.KUBERNETES.resolve("overlays").resolve(folder);
    }
    Path copy = Repository.KUBERNETES.resolve("target/with-ingress");
    for (String part : List.of("base", "components", "overlays/production")) {
      copy(Repository.KUBERNETES.resolve(part), copy.resolve(part));
    }
    return copy.resolve("overlays/production");
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        String text =
            Files.readString(file)
                .replace("- ../../components/gateway-api", "- ../../components/ingress");
        Files.writeString(target, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
