package com.jagcall.calls.carriage;

import com.jagcall.calls.sip.InboundInvite;
import com.jagcall.calls.sip.Leg;
import com.jagcall.calls.sip.LegListener;
import com.jagcall.calls.sip.Rejection;
import com.jagcall.calls.sip.SipUserAgent;
import com.jagcall.calls.switchboard.Reception;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Opens the line to the trunks with the service, and closes it after the last call. */
@ApplicationScoped
class Trunks {
  private static final int AFTER_THE_CALLS = 10;

  private final SipUserAgent agent;
  private final TrunkCarriage carriage;
  private final Reception reception;

  Trunks(SipUserAgent agent, TrunkCarriage carriage, Reception reception) {
    this.agent = agent;
    this.carriage = carriage;
    this.reception = reception;
  }

  void start(@Observes StartupEvent event) {
    agent.onInvite(this::invited);
    agent.start();
  }

  private LegListener invited(Leg leg, InboundInvite invite) {
    InboundLeg inbound = new InboundLeg(leg, invite, carriage);
    if (invite.to() == null) {
      leg.reject(Rejection.UNKNOWN_NUMBER);
    } else {
      reception.arrive(invite.from(), invite.to(), inbound::taken, inbound::refused);
    }
    return inbound;
  }

  void stopping(@Observes ShutdownDelayInitiatedEvent event) {
    agent.drain();
  }

  void stop(@Observes @Priority(AFTER_THE_CALLS) ShutdownEvent event) {
    agent.stop();
  }
}
