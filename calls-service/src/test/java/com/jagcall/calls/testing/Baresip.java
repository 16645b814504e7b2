package com.jagcall.calls.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Baresip with no devices: answers every call, and plays a tone. Tests that need it are skipped,
 * loudly, where it is not installed.
 */
public final class Baresip implements AutoCloseable {
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

  private final Process process;
  private final Path folder;

  private Baresip(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Waits for calls on a port of loopback. */
  public static Baresip answering(int port, int toneHertz) {
    boolean isThere =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "baresip")));
    if (!isThere) {
      System.err.println("*** NOT TESTED: calls to a real telephone: baresip is not installed ***");
    }
    assumeTrue(isThere, "baresip is not installed");
    try {
      Path folder = Files.createTempDirectory("baresip");
      Files.writeString(
          folder.resolve("config"),
          """
          module_path %s
          module g711.so
          module ausine.so
          module aufile.so
          module_app account.so
          module_app menu.so
          sip_listen 127.0.0.1:%d
          net_interface 127.0.0.1
          audio_player aufile,%s
          audio_source ausine,%d
          audio_alert aufile,%s
          ausrc_srate 8000
          auplay_srate 8000
          ausrc_channels 1
          auplay_channels 1
          rtp_ports 42000-42999
          """
              .formatted(
                  MODULES,
                  port,
                  folder.resolve("heard.wav"),
                  toneHertz,
                  folder.resolve("alert.wav")));
      Files.writeString(
          folder.resolve("accounts"),
          "<sip:phone@127.0.0.1>;regint=0;answermode=auto;audio_codecs=PCMU/8000\n");
      Files.writeString(folder.resolve("contacts"), "");
      Path output = folder.resolve("output");
      Process process =
          new ProcessBuilder("baresip", "-4", "-f", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.readString(output).contains("is ready"));
      return new Baresip(process, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
