package com.jagcall.calls.carriage;

import com.jagcall.calls.call.Carriage;
import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.carriage.TrunkCall.Equipment;
import com.jagcall.calls.conversation.Conversation;
import com.jagcall.calls.media.MediaEngine;
import com.jagcall.calls.media.MediaOptions;
import com.jagcall.calls.media.MediaSession;
import com.jagcall.calls.media.NoFreePorts;
import com.jagcall.calls.playback.Tapes;
import com.jagcall.calls.sip.Dial;
import com.jagcall.calls.sip.SipUserAgent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Carries calls over SIP and RTP. */
@ApplicationScoped
public class TrunkCarriage implements Carriage {
  private static final Logger LOG = Logger.getLogger(TrunkCarriage.class);

  private final SipUserAgent agent;
  private final MediaEngine media;
  private final Equipment equipment;

  TrunkCarriage(
      SipUserAgent agent, MediaEngine media, Conversation conversation, Tapes tapes, Clock clock) {
    this.agent = agent;
    this.media = media;
    equipment = new Equipment(conversation, tapes, clock);
  }

  @Override
  public Carried dial(Order order, CarriageListener listener) {
    MediaSession session;
    try {
      session = media.open(MediaOptions.of(order.callId()));
    } catch (NoFreePorts e) {
      LOG.errorf("%s cannot be made: %s", order.callId(), e.getMessage());
      listener.ended(
          new Ending(EndReason.INTERNAL_ERROR, equipment.clock().instant(), false, "no free port"));
      return new Nobody();
    }
    TrunkCall call = call(order, listener, session);
    call.on(
        agent.dial(
            new Dial(
                order.callId(), order.from(), order.to(), session.offer(), order.ringTimeout()),
            call));
    return call;
  }

  /** A call on sound that is there already. */
  TrunkCall call(Order order, CarriageListener listener, MediaSession session) {
    return new TrunkCall(order, listener, session, equipment);
  }

  MediaSession open(String name) {
    return media.open(MediaOptions.of(name));
  }

  /** A call that never came to be. */
  private static final class Nobody implements Carried {
    @Override
    public void hangUp(EndReason why) {
      // It is over.
    }

    @Override
    public void conclude(EndReason why) {
      // It is over.
    }
  }
}
