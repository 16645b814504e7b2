package com.jagcall.calls.recording;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real server of S3's protocol, which npm has: s3rver. */
final class S3Server {
  static final String BUCKET = "recordings";
  private static final String VERSION = "s3rver@3.7.1";

  private final Path installation;
  private final Path data;
  private final int port;
  private Process process;

  /**
   * On a free port, with an empty bucket. Slow the first time: it is fetched.
   *
   * @throws IOException where there is no npm, or nothing to fetch it from
   */
  S3Server(Path data) throws IOException, InterruptedException {
    this.data = data;
    installation = install();
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                installation.resolve("node_modules/.bin/s3rver").toString(),
                "--directory",
                data.toString(),
                "--address",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--configure-bucket",
                BUCKET)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling("s3rver.log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return true;
              }
            });
  }

  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static Path install() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "s3rver").toAbsolutePath());
    if (Files.exists(folder.resolve("node_modules/.bin/s3rver"))) {
      return folder;
    }
    Process npm =
        new ProcessBuilder(
                List.of(
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    folder.toString(),
                    VERSION))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm cannot fetch " + VERSION + ": see " + folder.resolve("npm.log"));
    }
    return folder;
  }
}
