package com.jagcall.calls.carriage;

import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.media.MediaSession;
import com.jagcall.calls.media.NoFreePorts;
import com.jagcall.calls.sdp.SdpException;
import com.jagcall.calls.sip.InboundInvite;
import com.jagcall.calls.sip.Leg;
import com.jagcall.calls.sip.LegEnd;
import com.jagcall.calls.sip.LegListener;
import com.jagcall.calls.sip.Rejection;
import com.jagcall.calls.switchboard.LiveCall;
import com.jagcall.calls.switchboard.Reception.Refusal;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * A call that comes in, from its INVITE until the reception knows whose it is; then it is a {@link
 * TrunkCall} like any other. The caller may give up at any moment in between.
 */
final class InboundLeg implements LegListener {
  private static final Logger LOG = Logger.getLogger(InboundLeg.class);

  private final Leg leg;
  private final InboundInvite invite;
  private final TrunkCarriage carriage;
  private TrunkCall call;
  private LegEnd end;

  InboundLeg(Leg leg, InboundInvite invite, TrunkCarriage carriage) {
    this.leg = leg;
    this.invite = invite;
    this.carriage = carriage;
  }

  void refused(Refusal why) {
    leg.reject(
        switch (why) {
          case UNKNOWN_NUMBER -> Rejection.UNKNOWN_NUMBER;
          case UNAVAILABLE -> Rejection.UNAVAILABLE;
          case BUSY -> Rejection.BUSY;
          case OVERLOADED -> Rejection.OVERLOADED;
        });
  }

  /** It is somebody's: the agent answers. */
  void taken(LiveCall live) {
    MediaSession session;
    try {
      session = carriage.open(live.order().callId());
    } catch (NoFreePorts e) {
      LOG.errorf("%s cannot be taken: %s", live.order().callId(), e.getMessage());
      refuse(live, Rejection.OVERLOADED, EndReason.INTERNAL_ERROR);
      return;
    }
    try {
      String sdp = invite.sdpOffer() == null ? session.offer() : session.answer(invite.sdpOffer());
      answer(live, session, sdp);
    } catch (SdpException e) {
      session.close();
      refuse(live, Rejection.NOT_ACCEPTABLE, EndReason.INCOMPATIBLE_MEDIA);
    }
  }

  private void answer(LiveCall live, MediaSession session, String sdp) {
    TrunkCall answering = carriage.call(live.order(), live, session);
    LegEnd before;
    synchronized (this) {
      call = answering;
      before = end;
    }
    answering.on(leg);
    live.attach(answering);
    if (before == null) {
      leg.answer(sdp);
    } else {
      answering.ended(before);
    }
  }

  private void refuse(LiveCall live, Rejection why, EndReason reason) {
    leg.reject(why);
    live.ended(new Ending(reason, Instant.now(), false, null));
  }

  private synchronized TrunkCall call() {
    return call;
  }

  @Override
  public void answered(String sdp, Instant at) {
    call().answered(sdp, at);
  }

  @Override
  public void acknowledged(String sdp) {
    call().acknowledged(sdp);
  }

  @Override
  public String renegotiated(String sdpOffer) {
    return call() == null ? null : call().renegotiated(sdpOffer);
  }

  @Override
  public String offerWanted() {
    return call() == null ? null : call().offerWanted();
  }

  @Override
  public void renegotiationAnswered(String sdpAnswer) {
    if (call() != null) {
      call().renegotiationAnswered(sdpAnswer);
    }
  }

  @Override
  public void ended(LegEnd ending) {
    TrunkCall now;
    synchronized (this) {
      end = ending;
      now = call;
    }
    if (now != null) {
      now.ended(ending);
    }
  }
}
