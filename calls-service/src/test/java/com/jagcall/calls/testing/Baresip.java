package com.jagcall.calls.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Baresip with no devices: a telephone that plays a tone. Tests that need it are skipped, loudly,
 * where it is not installed.
 */
public final class Baresip implements AutoCloseable {
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
  private static final int RATE = 8_000;
  private static final int TONE_SECONDS = 60;

  private final Process process;
  private final Path folder;

  private Baresip(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Waits for calls to its number on a port of loopback, answers them and plays a tone. */
  public static Baresip answering(String number, int port, int toneHertz) {
    Baresip telephone = start(number, port, toneHertz, List.of());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.readString(telephone.output()).contains("is ready"));
    return telephone;
  }

  /** Calls a number at a SIP port of loopback, plays a tone, and hangs up so many seconds later. */
  public static Baresip calling(String number, int sipPort, int toneHertz, int seconds) {
    String uri = "sip:" + number + "@127.0.0.1:" + sipPort;
    return start(
        "+15550100", 0, toneHertz, List.of("-e", "/dial " + uri, "-t", String.valueOf(seconds)));
  }

  private static Baresip start(String number, int port, int toneHertz, List<String> arguments) {
    boolean isThere =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "baresip")));
    if (!isThere) {
      System.err.println(
          "*** NOT TESTED: calls with a real telephone: baresip is not installed ***");
    }
    assumeTrue(isThere, "baresip is not installed");
    try {
      Path folder = Files.createTempDirectory("baresip");
      tone(folder.resolve("tone.wav"), toneHertz);
      Files.writeString(folder.resolve("config"), config(folder, port));
      Files.writeString(
          folder.resolve("accounts"),
          "<sip:" + number + "@127.0.0.1>;regint=0;answermode=auto;audio_codecs=PCMU/8000\n");
      Files.writeString(folder.resolve("contacts"), "");
      List<String> command = new ArrayList<>(List.of("baresip", "-4", "-f", folder.toString()));
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      return new Baresip(process, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String config(Path folder, int port) {
    return """
    module_path %s
    module g711.so
    module aufile.so
    module aubridge.so
    module sndfile.so
    module_app account.so
    module_app menu.so
    sip_listen 127.0.0.1:%d
    net_interface 127.0.0.1
    audio_player aubridge,nil
    audio_source aufile,%s
    audio_alert aubridge,nil
    snd_path %s
    rtp_ports 42000-42999
    """
        .formatted(MODULES, port, folder.resolve("tone.wav"), folder);
  }

  private static void tone(Path file, int hertz) throws IOException {
    byte[] pcm = new byte[TONE_SECONDS * RATE * 2];
    for (int i = 0; i < pcm.length / 2; i++) {
      short sample = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
      pcm[2 * i] = (byte) sample;
      pcm[2 * i + 1] = (byte) (sample >> 8);
    }
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    try (AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(pcm), format, pcm.length / 2)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }

  /** What it says. */
  public Path output() {
    return folder.resolve("output");
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
