package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;

import com.jagcall.calls.sdp.Encryption;
import com.jagcall.calls.sdp.SdpException;
import com.jagcall.calls.sip.Dial;
import com.jagcall.calls.sip.JainUserAgent;
import com.jagcall.calls.sip.Leg;
import com.jagcall.calls.sip.LegEnd;
import com.jagcall.calls.sip.LegListener;
import com.jagcall.calls.sip.SipSettings;
import com.jagcall.calls.sip.Trunk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A call of ours, signalled and with sound, to a program on this machine. */
final class PeerCall implements LegListener, AutoCloseable {
  static final String NUMBER = "+15550100002";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MediaEngine engine = new RtpEngine(MediaRooms.settings());
  private final LineRecorder heard = new LineRecorder();
  private final MediaSession session;
  private final JainUserAgent agent;
  private final Leg leg;
  private volatile LegEnd end;
  private volatile boolean up;

  /** Calls who listens on this port. */
  PeerCall(int port, Encryption encryption) {
    agent =
        new JainUserAgent(
            new SipSettings(
                "127.0.0.1",
                null,
                new SipSettings.Ports(0, 0, -1),
                null,
                List.of(Trunk.at("peer", "127.0.0.1:" + port)),
                SipSettings.Timing.usual(),
                10,
                null));
    agent.start();
    session = engine.open(MediaOptions.of("call", encryption));
    session.line().listen(heard);
    leg = agent.dial(new Dial("call", "+15550100001", NUMBER, session.offer(), PATIENCE), this);
  }

  MediaSession session() {
    return session;
  }

  LineRecorder heard() {
    return heard;
  }

  void waitUntilUp() {
    await().atMost(PATIENCE).failFast("the call ended", () -> end != null).until(() -> up);
  }

  LegEnd waitUntilEnded() {
    await().atMost(PATIENCE).until(() -> end != null);
    return end;
  }

  void hangUp() {
    leg.hangUp();
    waitUntilEnded();
  }

  @Override
  public void answered(String sdp, Instant at) {
    try {
      session.accept(sdp);
      session.start();
      up = true;
    } catch (SdpException e) {
      throw new AssertionError(sdp, e);
    }
  }

  @Override
  public String renegotiated(String sdpOffer) {
    try {
      return session.answer(sdpOffer);
    } catch (SdpException e) {
      return null;
    }
  }

  @Override
  public void ended(LegEnd how) {
    end = how;
  }

  @Override
  public void close() {
    agent.stop();
    engine.close();
  }
}
