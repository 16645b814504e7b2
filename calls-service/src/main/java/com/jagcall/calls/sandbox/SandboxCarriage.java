package com.jagcall.calls.sandbox;

import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.playback.Tapes;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Carries the calls of test keys, to nobody. Not a {@code Carriage} to whoever asks for one, so
 * that no live call can come here by mistake, nor one of a test key to a carrier.
 */
@ApplicationScoped
public class SandboxCarriage {
  private final SandboxTime time;
  private final Tapes tapes;

  SandboxCarriage(SandboxTime time, Tapes tapes) {
    this.time = time;
    this.tapes = tapes;
  }

  /** Plays a call. */
  public Carried dial(Order order, CarriageListener listener) {
    SandboxCall call =
        new SandboxCall(Script.of(order), listener, time.begin(), () -> tapes.begin(order));
    call.begin();
    return call;
  }
}
