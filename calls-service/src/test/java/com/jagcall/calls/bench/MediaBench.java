package com.jagcall.calls.bench;

import com.jagcall.calls.media.AudioFrame;
import com.jagcall.calls.media.AudioLine;
import com.jagcall.calls.media.LineListener;
import com.jagcall.calls.media.MediaOptions;
import com.jagcall.calls.media.MediaSession;
import com.jagcall.calls.media.MediaSettings;
import com.jagcall.calls.media.RtpEngine;
import com.jagcall.calls.media.Tones;
import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Encryption;
import com.jagcall.common.testing.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Calls with sound both ways against {@link BarePeer} in a process of its own: what they cost, what
 * is lost, how late packets go. Arguments: calls (200), seconds (30). Ends with 1 when a goal is
 * missed.
 */
public final class MediaBench {
  private static final int WARM_UP_SECONDS = 20;

  /** What has been counted until a moment. */
  private record Count(
      long nanos, long ourCpu, long ourSent, long ourReceived, long[] theirs, long lost) {}

  private final List<MediaSession> sessions = new ArrayList<>();
  private final short[] sound = Tones.sine(440, 5000, 8000);
  private final RtpEngine engine;
  private final Process peer;
  private final BufferedReader peerSays;
  private final PrintStream tellPeer;

  private MediaBench(int calls) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    engine =
        new RtpEngine(
            new MediaSettings(
                new MediaSettings.Network(loopback, loopback, 20000, 29999),
                List.of(Codec.PCMU),
                Encryption.OFF,
                MediaSettings.Source.NEGOTIATED,
                new MediaSettings.Times(
                    Duration.ofSeconds(20),
                    Duration.ofMillis(20),
                    Duration.ofMillis(200),
                    Duration.ofMinutes(1))));
    peer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BarePeer.class.getName(),
                String.valueOf(calls))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    peerSays =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
    tellPeer = new PrintStream(peer.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  public static void main(String[] args) throws Exception {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    MediaBench bench = new MediaBench(calls);
    int status;
    try {
      status = bench.run(calls, seconds).print(System.out);
    } finally {
      bench.tellPeer.println("stop");
      bench.peer.destroy();
      bench.engine.close();
    }
    System.exit(status);
  }

  private Figures run(int calls, int seconds) throws Exception {
    for (int i = 0; i < calls; i++) {
      MediaSession session = engine.open(MediaOptions.of("call " + i));
      session.line().listen(new Copying(session.line()));
      String answer =
          session.answer(
              "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio "
                  + peerSays.readLine()
                  + " RTP/AVP 0\n");
      tellPeer.println("target " + i + " " + answer.split("m=audio ")[1].split(" ")[0]);
      sessions.add(session);
    }
    tellPeer.println("go");
    sessions.forEach(MediaSession::start);
    pass(WARM_UP_SECONDS);
    Figures figures =
        new Figures(
            "%d calls with sound both ways, %d s after %d s of warming up"
                .formatted(calls, seconds, WARM_UP_SECONDS));
    Count before = count();
    pass(seconds);
    Count after = count();
    tellPeer.println("halt");
    return report(figures, before, after);
  }

  private static void pass(int seconds) throws InterruptedException {
    // A latch that nobody opens: time has to pass.
    new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }

  private Count count() throws IOException {
    tellPeer.println("report");
    String[] words = peerSays.readLine().split(" ");
    long[] theirs = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      theirs[i] = Long.parseLong(words[i]);
    }
    long cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    long sent = 0;
    long received = 0;
    long lost = 0;
    for (MediaSession session : sessions) {
      sent += session.stats().sent().packets();
      received += session.stats().received().packets();
      lost +=
          session.stats().received().lost()
              + session.stats().sent().failed()
              + session.stats().received().late();
    }
    return new Count(System.nanoTime(), cpu, sent, received, theirs, lost);
  }

  private Figures report(Figures figures, Count before, Count after) {
    double nanos = after.nanos() - before.nanos();
    double ours = (after.ourCpu() - before.ourCpu()) / nanos;
    double bare = (after.theirs()[3] - before.theirs()[3]) / nanos;
    long missing = after.theirs()[2] - before.theirs()[2];
    long lost = after.lost() - before.lost();
    double late = engine.lateness().percentileMillis(0.5);
    return figures
        .seen(
            "packets a second, out and in",
            "%.0f, %.0f",
            (after.ourSent() - before.ourSent()) / nanos * 1e9,
            (after.ourReceived() - before.ourReceived()) / nanos * 1e9)
        .exactly("theirs lost here, or late", lost, 0)
        .exactly("ours lost there", missing, 0)
        .atMost("processors", ours, 0.5, "")
        .seen("processors of as many bare streams", "%.3f", bare)
        .atMost("ratio", ours / bare, 4, "")
        .atMost("lateness, p50", late, 1, " ms")
        .seen(
            "lateness, p99, p99.9",
            "%.2f, %.2f ms",
            engine.lateness().percentileMillis(0.99),
            engine.lateness().percentileMillis(0.999));
  }

  /** What a recording does on the pacing thread: it copies; and always has something to say. */
  private final class Copying implements LineListener {
    private final AudioLine line;
    private final short[] left = new short[AudioLine.FRAME_SAMPLES];
    private final short[] right = new short[AudioLine.FRAME_SAMPLES];

    private Copying(AudioLine line) {
      this.line = line;
    }

    @Override
    public void frame(long number, AudioFrame caller, AudioFrame agent) {
      caller.copyPcm(left, 0);
      agent.copyPcm(right, 0);
      if (number % 200 == 0) {
        line.play(sound);
      }
    }
  }
}
