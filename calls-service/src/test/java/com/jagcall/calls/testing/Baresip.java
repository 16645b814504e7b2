package com.jagcall.calls.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * Baresip with no devices: a telephone that plays a tone, or a recording. Tests that need it are
 * skipped, loudly, where it is not installed.
 */
public final class Baresip implements AutoCloseable {
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
  private static final int RATE = 8_000;
  private static final int SOUND_SECONDS = 60;

  private final Process process;
  private final Path folder;

  private Baresip(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Waits for calls to its number on a port of loopback, answers them and plays a tone. */
  public static Baresip answering(String number, int port, int toneHertz) {
    return answering(number, port, tone(toneHertz), 0);
  }

  /**
   * The same with a recording instead of the tone.
   *
   * @param pcm 8 kHz; silence follows it
   * @param nextPort where calls go that it makes because it is asked to (REFER); 0: nowhere
   */
  public static Baresip answering(String number, int port, short[] pcm, int nextPort) {
    String next = nextPort == 0 ? "" : ";outbound=\"sip:127.0.0.1:" + nextPort + "\"";
    Baresip telephone = start(number, next, port, pcm, List.of());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.readString(telephone.output()).contains("is ready"));
    return telephone;
  }

  /** Calls a number at a SIP port of loopback, plays a tone, and hangs up so many seconds later. */
  public static Baresip calling(String number, int sipPort, int toneHertz, int seconds) {
    String uri = "sip:" + number + "@127.0.0.1:" + sipPort;
    return start(
        "+15550100",
        "",
        0,
        tone(toneHertz),
        List.of("-e", "/dial " + uri, "-t", String.valueOf(seconds)));
  }

  private static Baresip start(
      String number, String account, int port, short[] pcm, List<String> arguments) {
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
      write(folder.resolve("sound.wav"), pcm);
      Files.writeString(folder.resolve("config"), config(folder, port));
      Files.writeString(
          folder.resolve("accounts"),
          "<sip:"
              + number
              + "@127.0.0.1>;regint=0;answermode=auto;audio_codecs=PCMU/8000"
              + account
              + "\n");
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
        .formatted(MODULES, port, folder.resolve("sound.wav"), folder);
  }

  private static short[] tone(int hertz) {
    short[] pcm = new short[SOUND_SECONDS * RATE];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return pcm;
  }

  private static void write(Path file, short[] sound) throws IOException {
    // At the end of its file it would stop sending.
    short[] pcm = Arrays.copyOf(sound, Math.max(sound.length, SOUND_SECONDS * RATE));
    ByteBuffer bytes = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(pcm);
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    try (AudioInputStream audio =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, pcm.length)) {
      AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }

  public boolean isRunning() {
    return process.isAlive();
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
