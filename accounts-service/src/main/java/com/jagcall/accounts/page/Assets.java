package com.jagcall.accounts.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The files beside the pages. Browsers keep them for a day, so their address changes with them. */
@Named
@ApplicationScoped
public class Assets {
  private static final List<String> FILES =
      List.of("dashboard.css", "dashboard.js", "talk.js", "talk-audio.js", "mark.svg");

  private final String version;

  Assets(@ConfigProperty(name = "quarkus.application.version") String applicationVersion) {
    CRC32 sum = new CRC32();
    sum.update(applicationVersion.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    FILES.forEach(file -> sum.update(read("META-INF/resources/assets/" + file)));
    version = Long.toString(sum.getValue(), Character.MAX_RADIX);
  }

  public String version() {
    return version;
  }

  private static byte[] read(String resource) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream stream = loader.getResourceAsStream(resource)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
