package com.jagcall.calls.carriage;

import com.jagcall.calls.call.CallLatency;
import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.conversation.Talk;
import com.jagcall.calls.conversation.TalkListener;
import com.jagcall.calls.media.MediaListener;
import com.jagcall.calls.media.MediaSession;
import com.jagcall.calls.playback.TapedLine;
import com.jagcall.calls.playback.Tapes;
import com.jagcall.calls.playback.Tapes.Tape;
import com.jagcall.calls.sdp.SdpException;
import com.jagcall.calls.sip.Leg;
import com.jagcall.calls.sip.LegEnd;
import com.jagcall.calls.sip.LegListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * One call over a trunk: joins the signalling, the sound, the recording and the agent. Its lock is
 * held for moments only, and nothing that waits is done in it.
 */
final class TrunkCall implements Carried, LegListener, TalkListener, MediaListener {
  private static final Logger LOG = Logger.getLogger(TrunkCall.class);

  private final Order order;
  private final CarriageListener listener;
  private final MediaSession media;
  private final Equipment equipment;
  private Leg leg;
  private Talk talk;
  private Tape tape;
  private EndReason asked;
  private EndReason concluding;
  private boolean isOver;

  /** What every call over a trunk works with. */
  record Equipment(Conversation conversation, Tapes tapes, Clock clock) {}

  TrunkCall(Order order, CarriageListener listener, MediaSession media, Equipment equipment) {
    this.order = order;
    this.listener = listener;
    this.media = media;
    this.equipment = equipment;
    media.listen(this);
  }

  /** The leg that carries it. */
  void on(Leg carrier) {
    boolean isUnwanted;
    synchronized (this) {
      leg = carrier;
      isUnwanted = asked != null;
    }
    if (isUnwanted) {
      carrier.hangUp();
    }
  }

  @Override
  public void hangUp(EndReason why) {
    Leg now;
    synchronized (this) {
      asked = asked == null ? why : asked;
      now = leg;
    }
    if (now != null) {
      now.hangUp();
    }
  }

  @Override
  public void conclude(EndReason why) {
    Talk now;
    synchronized (this) {
      concluding = why;
      now = talk;
    }
    if (now == null) {
      hangUp(why);
    } else {
      now.conclude();
    }
  }

  @Override
  public void ringing() {
    listener.ringing(equipment.clock().instant());
  }

  @Override
  public void earlyMedia(String sdp) {
    accept(sdp);
  }

  @Override
  public void answered(String sdp, Instant at) {
    if (sdp != null && !accept(sdp)) {
      hangUp(EndReason.INCOMPATIBLE_MEDIA);
      return;
    }
    listener.answered(at);
    begin();
  }

  private boolean accept(String sdp) {
    try {
      media.accept(sdp);
      return true;
    } catch (SdpException e) {
      LOG.infof("%s: a description that cannot be used: %s", order.callId(), e.getMessage());
      return false;
    }
  }

  /** The agent is on the line from the first frame on. */
  private void begin() {
    synchronized (this) {
      if (isOver) {
        return;
      }
      tape = equipment.tapes().begin(order);
      media.line().listen(new TapedLine(tape));
      talk = equipment.conversation().begin(order, media.line(), this);
    }
    media.start();
  }

  @Override
  public void acknowledged(String sdp) {
    if (sdp != null && accept(sdp)) {
      media.start();
    }
  }

  @Override
  public String renegotiated(String sdpOffer) {
    try {
      return media.answer(sdpOffer);
    } catch (SdpException e) {
      LOG.infof("%s: an offer that cannot be used: %s", order.callId(), e.getMessage());
      return null;
    }
  }

  @Override
  public String offerWanted() {
    return media.offer();
  }

  @Override
  public void renegotiationAnswered(String sdpAnswer) {
    if (sdpAnswer != null) {
      accept(sdpAnswer);
    }
  }

  @Override
  public void mediaTimedOut(boolean ever, Duration silence) {
    LOG.infof("%s: nothing heard for %d s", order.callId(), silence.toSeconds());
    hangUp(EndReason.MEDIA_TIMEOUT);
  }

  @Override
  public void said(Segment segment) {
    listener.said(segment);
  }

  @Override
  public void measured(CallLatency latency) {
    listener.measured(latency);
  }

  @Override
  public void transfer(String to, Runnable refused) {
    Leg now;
    synchronized (this) {
      now = leg;
    }
    now.transfer(
        to,
        result -> {
          LOG.infof(
              "%s: transfer %s, status %d",
              order.callId(), result.accepted() ? "accepted" : "refused", result.sipStatus());
          if (!result.accepted()) {
            refused.run();
          }
        });
  }

  @Override
  public void dtmf(char digit, int durationMillis) {
    Talk now;
    synchronized (this) {
      now = talk;
    }
    if (now != null) {
      now.key(digit);
    }
  }

  @Override
  public void finished(EndReason why) {
    EndReason reason;
    synchronized (this) {
      reason = concluding == null ? why : concluding;
    }
    hangUp(reason);
  }

  @Override
  public void ended(LegEnd end) {
    Talk talked;
    EndReason reason;
    synchronized (this) {
      isOver = true;
      talked = talk;
      reason = Endings.reason(end, asked);
    }
    if (talked != null) {
      talked.ended();
    }
    media.close();
    finishTape()
        .thenAccept(
            isRecorded ->
                listener.ended(new Ending(reason, end.at(), isRecorded, Endings.detail(end))));
  }

  private CompletionStage<Boolean> finishTape() {
    return tape == null ? CompletableFuture.completedStage(false) : tape.finish();
  }
}
