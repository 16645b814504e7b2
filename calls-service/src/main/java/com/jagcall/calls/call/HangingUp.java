package com.jagcall.calls.call;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import com.jagcall.common.credential.Tenant;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Ends a call on somebody's behalf, whichever replica carries it: one that waits ends here, for any
 * other the wish is written down, and whoever carries it hears the bell.
 */
@ApplicationScoped
class HangingUp {
  private final CallRepository calls;
  private final CallSteps steps;
  private final Bell bell;
  private final Clock clock;

  HangingUp(CallRepository calls, CallSteps steps, Bell bell, Clock clock) {
    this.calls = calls;
    this.steps = steps;
    this.bell = bell;
    this.clock = clock;
  }

  /** Of a call that is over, nothing changes. */
  Uni<Call> hangUp(Tenant tenant, String id) {
    return Panache.withTransaction(() -> calls.lock(tenant, id).call(this::hangUp));
  }

  private Uni<Void> hangUp(Call call) {
    if (call.state().status().isFinal()) {
      return Uni.createFrom().voidItem();
    }
    if (call.replica() == null) {
      return steps.end(call, new Ending(EndReason.API_HANGUP, clock.instant(), false, null));
    }
    call.requestHangup(clock.instant());
    return bell.ring(Channel.HANGUP, call.id());
  }
}
