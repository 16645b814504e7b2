package com.jagcall.calls.media;

import com.jagcall.calls.media.rtcp.RtcpReport;
import com.jagcall.calls.sdp.AudioTerms;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Reports in both directions, about every five seconds (RFC 3550 6.2). For several threads. */
final class RtcpExchange {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final Inbound inbound;
  private final Outbound outbound;
  private final RtcpReport report;
  private final Random random;
  private long nextNanos;
  private volatile long lastNanos;

  RtcpExchange(Inbound inbound, Outbound outbound, Random random) {
    this.inbound = inbound;
    this.outbound = outbound;
    this.random = random;
    report = new RtcpReport(outbound.ssrc(), Long.toHexString(random.nextLong()));
  }

  /**
   * Begins to count the time until the first report: half of an interval, so that who listens soon
   * knows of us.
   */
  synchronized void start(long nanos) {
    nextNanos = nanos + spread(INTERVAL_NANOS / 2);
  }

  /**
   * Between half and one and a half of it, so that calls that began together do not report together
   * (RFC 3550 6.3.1).
   */
  private long spread(long nanos) {
    return nanos / 2 + (long) (random.nextDouble() * nanos);
  }

  synchronized void sendWhenDue(AudioTerms terms, long nanos) {
    if (nanos >= nextNanos) {
      nextNanos = nanos + spread(INTERVAL_NANOS);
      outbound.sendRtcp(target(terms), (packet, sent) -> write(packet, sent, nanos));
    }
  }

  /** Says that we leave. */
  synchronized void goodbye(AudioTerms terms, long nanos) {
    outbound.sendRtcp(
        target(terms), (packet, sent) -> report.bye(packet, write(packet, sent, nanos)));
  }

  private int write(byte[] packet, RtcpReport.Sent sent, long nanos) {
    return inbound.report(
        (source, reception) -> report.write(packet, sent, source, reception, nanos));
  }

  /**
   * With RTP from elsewhere than was said, RTCP has to go elsewhere too: to the next port, or the
   * same one.
   */
  private InetSocketAddress target(AudioTerms terms) {
    InetSocketAddress rtp = inbound.target();
    if (rtp == null || rtp.equals(terms.rtp())) {
      return terms.rtcp();
    }
    return terms.rtcpMux() || rtp.getPort() == 65535
        ? rtp
        : new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
  }

  void received(byte[] packet, int length, InetSocketAddress source, boolean ownPort, long nanos) {
    int plain = inbound.rtcp(packet, length, source, ownPort);
    if (plain < 0) {
      return;
    }
    synchronized (this) {
      if (report.read(packet, plain, Instant.now(), nanos)) {
        lastNanos = nanos;
      }
    }
  }

  /** When RTCP last came; 0 before it did. */
  long lastNanos() {
    return lastNanos;
  }

  synchronized MediaStats.Sent stats() {
    return new MediaStats.Sent(
        outbound.packets(),
        outbound.failed(),
        told(report.lostFraction()),
        told(report.jitterSamples()).map(samples -> samples / AudioLine.SAMPLES_PER_MILLI),
        told(report.roundTripMillis()));
  }

  private static Optional<Double> told(double value) {
    return value < 0 ? Optional.empty() : Optional.of(value);
  }
}
