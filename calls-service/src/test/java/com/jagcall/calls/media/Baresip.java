package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * baresip, a telephone without a head: answers every call, plays a tone and keeps what it hears.
 * Tests that need it are skipped, loudly, where it is missing.
 */
final class Baresip implements AutoCloseable {
  private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
  private static final List<String> NEEDED =
      List.of("g711", "aufile", "aubridge", "sndfile", "cons", "srtp", "menu");

  private static final char RELEASE = 4;
  private static final int ATTEMPTS = 5;

  private final Path folder;
  private final Process process;
  private final int sipPort;
  private final int keyPort;

  private Baresip(Path folder, Process process, int sipPort, int keyPort) {
    this.folder = folder;
    this.process = process;
    this.sipPort = sipPort;
    this.keyPort = keyPort;
  }

  static void needed() {
    boolean there =
        Files.isExecutable(Path.of("/usr/bin/baresip"))
            && NEEDED.stream().allMatch(name -> Files.exists(MODULES.resolve(name + ".so")));
    if (!there) {
      System.err.println(
          "*** NOT TESTED: sound against a real telephone, because baresip-core is not installed"
              + " ***");
    }
    assumeTrue(there, "baresip-core is not installed");
  }

  /**
   * @param account parameters of the account, such as {@code ;mediaenc=srtp-mand}
   */
  static Baresip start(int hertz, String account) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Baresip baresip = launch(hertz, account);
      if (baresip.isReady()) {
        return baresip;
      }
      String output = baresip.output();
      baresip.close();
      // Another program may have taken one of its ports since they were found free.
      if (attempt == ATTEMPTS || !output.contains("Address already in use")) {
        throw new AssertionError(output);
      }
    }
  }

  private static Baresip launch(int hertz, String account) throws IOException {
    Path folder = Files.createTempDirectory("baresip");
    int sip = freePort();
    // The port next to SIP's is taken for SIP over TLS.
    int keys =
        Stream.generate(Baresip::freePort)
            .filter(port -> Math.abs(port - sip) > 1)
            .findFirst()
            .orElseThrow();
    wave(folder.resolve("tone.wav"), Tones.sine(hertz, 60_000, 10_000));
    Files.writeString(folder.resolve("config"), config(folder, sip, keys));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:"
            + PeerCall.NUMBER
            + "@127.0.0.1:"
            + sip
            + ">;regint=0;answermode=auto"
            + account
            + "\n");
    Files.writeString(folder.resolve("contacts"), "");
    Process process =
        new ProcessBuilder("/usr/bin/baresip", "-f", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    return new Baresip(folder, process, sip, keys);
  }

  private boolean isReady() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !process.isAlive() || output().contains("baresip is ready"));
    return process.isAlive();
  }

  private static String config(Path folder, int sip, int keys) {
    return """
    sip_listen 127.0.0.1:%d
    net_interface 127.0.0.1
    module_path %s
    module g711.so
    module aufile.so
    module aubridge.so
    module sndfile.so
    module cons.so
    module srtp.so
    module_app account.so
    module_app menu.so
    audio_player aubridge,nil
    audio_source aufile,%s/tone.wav
    audio_alert aubridge,nil
    cons_listen 127.0.0.1:%d
    snd_path %s
    """
        .formatted(sip, MODULES, folder, keys, folder);
  }

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return sipPort;
  }

  /** Presses keys of the telephone, one after the other, and lets the last one go. */
  void press(String keys) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte key : (keys + RELEASE).getBytes(StandardCharsets.US_ASCII)) {
        socket.send(
            new DatagramPacket(new byte[] {key}, 1, InetAddress.getLoopbackAddress(), keyPort));
      }
    }
  }

  String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has heard, once the call is over. */
  short[] heard() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path dump =
          files
              .filter(file -> file.getFileName().toString().endsWith("dec.wav"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(dump);
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      short[] pcm = new short[(bytes.length - 44) / 2];
      data.position(44);
      data.asShortBuffer().get(pcm);
      return pcm;
    }
  }

  private static void wave(Path file, short[] pcm) throws IOException {
    ByteBuffer wave = ByteBuffer.allocate(44 + 2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * pcm.length);
    wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wave.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
    wave.putShort((short) 2).putShort((short) 16);
    wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * pcm.length);
    wave.asShortBuffer().put(pcm);
    Files.write(file, wave.array());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
