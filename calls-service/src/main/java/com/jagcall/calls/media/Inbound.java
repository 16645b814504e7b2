package com.jagcall.calls.media;

import com.jagcall.calls.media.dtmf.DtmfReceiver;
import com.jagcall.calls.media.jitter.JitterBuffer;
import com.jagcall.calls.media.rtcp.Reception;
import com.jagcall.calls.media.rtp.RtpPacket;
import com.jagcall.calls.media.srtp.SrtpReceiver;
import com.jagcall.calls.sdp.AudioTerms;
import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.CryptoKey;
import java.net.InetSocketAddress;

/**
 * What comes: from packets, taken on one thread, to frames, asked for on another. Every method
 * under its own lock, held for microseconds.
 */
final class Inbound {
  private static final int COMFORT_NOISE = 13;
  private static final int MIN_PAYLOAD = 8;
  private static final int MAX_PAYLOAD = 480;

  /** Nanoseconds of a sample. */
  private static final long SAMPLE_NANOS = 125_000;

  private final RtpPacket rtp = new RtpPacket();
  private final SourceFilter filter;
  private final JitterBuffer jitter;
  private final DtmfReceiver dtmf;
  private final Codec[] codecs = new Codec[128];
  private final JitterBuffer.Payload[] payloads = new JitterBuffer.Payload[2 * (MAX_PAYLOAD + 1)];
  private AudioTerms terms;
  private CryptoKey key;
  private SrtpReceiver srtp;
  private Reception reception = new Reception();
  private int ssrc;
  private boolean ssrcKnown;
  private int candidate;
  private boolean candidateKnown;
  private long lastNanos;
  private long packets;
  private long lostBefore;
  private long late;
  private long duplicate;
  private long refused;

  Inbound(MediaSettings settings, DtmfReceiver.Sink digits) {
    filter = new SourceFilter(settings.source());
    jitter =
        new JitterBuffer(
            (int) settings.times().smallestDelay().toMillis(),
            (int) settings.times().greatestDelay().toMillis());
    dtmf = new DtmfReceiver(digits);
  }

  synchronized void terms(AudioTerms agreed) {
    terms = agreed;
    filter.negotiated(agreed.rtp());
    java.util.Arrays.fill(codecs, null);
    agreed.receives().forEach((type, codec) -> codecs[type] = codec);
    CryptoKey theirs = agreed.keys().map(AudioTerms.Keys::theirs).orElse(null);
    if (theirs == null) {
      srtp = null;
    } else if (!theirs.equals(key)) {
      srtp = new SrtpReceiver(theirs);
    }
    key = theirs;
  }

  /** Takes a packet of the RTP port. */
  synchronized void received(byte[] packet, int length, InetSocketAddress source, long nanos) {
    if (terms == null) {
      // The other side may send as soon as it has our offer; whose packets these are is known with
      // its answer only.
      return;
    }
    int plain = accepted(packet, length, source);
    if (plain < 0 || !rtp.read(packet, plain) || !known(rtp.payloadType())) {
      refused++;
      return;
    }
    if (!sameSource()) {
      refused++;
      return;
    }
    filter.good(source);
    lastNanos = nanos;
    Codec codec = codecs[rtp.payloadType()];
    long arrival = nanos / SAMPLE_NANOS;
    if (codec == Codec.TELEPHONE_EVENT) {
      // An event's packets all carry the time of its beginning: that is no jitter.
      reception.timeJumped();
    }
    if (reception.count(rtp.sequence(), rtp.timestamp(), arrival) == Reception.Kind.DUPLICATE) {
      duplicate++;
      return;
    }
    packets++;
    if (codec == Codec.TELEPHONE_EVENT) {
      reception.timeJumped();
      dtmf.put(rtp.timestamp(), packet, rtp.payloadOffset(), rtp.payloadLength(), nanos);
    } else if (codec != null) {
      audio(packet, codec, arrival);
    }
  }

  private int accepted(byte[] packet, int length, InetSocketAddress source) {
    if (!filter.accepts(source)) {
      return -1;
    }
    return srtp == null ? length : srtp.unprotect(packet, length);
  }

  private boolean known(int payloadType) {
    return codecs[payloadType] != null || payloadType == COMFORT_NOISE;
  }

  private void audio(byte[] packet, Codec codec, long arrival) {
    int length = rtp.payloadLength();
    if (length < MIN_PAYLOAD || length > MAX_PAYLOAD) {
      refused++;
      return;
    }
    JitterBuffer.Payload payload = payload(length, codec);
    switch (jitter.put(rtp.timestamp(), packet, payload, arrival)) {
      case LATE, DOUBTED -> late++;
      case DUPLICATE -> duplicate++;
      case TAKEN -> {
        // Its turn will come.
      }
    }
  }

  /** All packets of a call look alike; what describes one is kept for the next. */
  private JitterBuffer.Payload payload(int length, Codec codec) {
    int at = codec == Codec.PCMU ? length : MAX_PAYLOAD + 1 + length;
    JitterBuffer.Payload kept = payloads[at];
    if (kept == null || kept.offset() != rtp.payloadOffset()) {
      kept = new JitterBuffer.Payload(rtp.payloadOffset(), length, codec);
      payloads[at] = kept;
    }
    return kept;
  }

  /**
   * Whether the packet's source is the one that is played, or becomes it: with its second packet in
   * a row, or when the old one has fallen silent. A single stray packet changes nothing.
   */
  private boolean sameSource() {
    if (ssrcKnown && rtp.ssrc() == ssrc) {
      candidateKnown = false;
      return true;
    }
    if (ssrcKnown && !jitter.dry() && !(candidateKnown && candidate == rtp.ssrc())) {
      candidate = rtp.ssrc();
      candidateKnown = true;
      return false;
    }
    lostBefore += reception.lost();
    reception = new Reception();
    jitter.reset();
    dtmf.reset();
    ssrc = rtp.ssrc();
    ssrcKnown = true;
    candidateKnown = false;
    return true;
  }

  /** Fills the next frame. */
  synchronized void take(AudioFrame frame, long dueNanos) {
    dtmf.check(dueNanos);
    jitter.take(frame, dueNanos / SAMPLE_NANOS);
    if (terms == null || !terms.direction().receives()) {
      frame.silence();
    }
  }

  /**
   * Checks and decrypts a packet of RTCP in place; returns its length, or -1 when it is not to be
   * read.
   */
  synchronized int rtcp(byte[] packet, int length, InetSocketAddress source, boolean ownPort) {
    if (terms == null) {
      return -1;
    }
    boolean accepted =
        (ownPort ? filter.acceptsRtcp(source, terms.rtcp()) : filter.accepts(source));
    int plain = !accepted ? -1 : srtp == null ? length : srtp.unprotectRtcp(packet, length);
    if (plain < 0) {
      refused++;
    }
    return plain;
  }

  /** Something makes use of how packets have come from the source, under the lock. */
  synchronized int report(Reporting reporting) {
    return reporting.write(ssrc, reception);
  }

  /** Writes a report about a source. */
  interface Reporting {
    int write(int source, Reception reception);
  }

  /** Where ours go; null before the other side has said so. */
  synchronized InetSocketAddress target() {
    return filter.target();
  }

  /** When the last RTP came; 0 before the first. */
  synchronized long lastNanos() {
    return lastNanos;
  }

  synchronized MediaStats.Received stats() {
    return new MediaStats.Received(
        packets,
        lostBefore + reception.lost(),
        late,
        duplicate,
        refused,
        jitter.concealedFrames(),
        reception.jitter() / AudioLine.SAMPLES_PER_MILLI,
        jitter.targetMillis());
  }
}
