package com.jagcall.calls.media;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries calls over RTP, with one thread to send and one to receive. */
public final class RtpEngine implements MediaEngine {
  private final MediaSettings settings;
  private final Ports ports;
  private final SecureRandom random = new SecureRandom();
  private final Pacer pacer = new Pacer();
  private final Receiver receiver = new Receiver();
  private final Set<RtpSession> sessions = ConcurrentHashMap.newKeySet();
  private final Set<FrameSession> frameSessions = ConcurrentHashMap.newKeySet();

  public RtpEngine(MediaSettings settings) {
    this.settings = settings;
    ports = new Ports(settings.network());
  }

  @Override
  public MediaSession open(MediaOptions options) {
    PortPair pair = ports.take();
    RtpSession session =
        new RtpSession(this, pair, settings, options.encryption().orElse(settings.encryption()));
    sessions.add(session);
    return session;
  }

  @Override
  public FrameSession open(FrameSink sink, boolean hasSound) {
    long samples = settings.times().playout().toMillis() * AudioLine.SAMPLES_PER_MILLI;
    FrameSession session = new FrameSession(sink, hasSound, samples, pacer, frameSessions::remove);
    frameSessions.add(session);
    return session;
  }

  @Override
  public int sessions() {
    return sessions.size() + frameSessions.size();
  }

  /** How late packets were sent, of all calls so far. */
  public Lateness lateness() {
    return pacer.lateness();
  }

  SecureRandom random() {
    return random;
  }

  Pacer pacer() {
    return pacer;
  }

  Receiver receiver() {
    return receiver;
  }

  void forget(RtpSession session) {
    pacer.remove(session);
    sessions.remove(session);
  }

  @Override
  public void close() {
    List.copyOf(sessions).forEach(RtpSession::close);
    List.copyOf(frameSessions).forEach(FrameSession::close);
    pacer.close();
    receiver.close();
  }
}
