package com.jagcall.calls.testing;

import static org.awaitility.Awaitility.await;

import com.jagcall.calls.call.Carriage;
import com.jagcall.calls.call.CarriageListener;
import com.jagcall.calls.call.Carried;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Ending;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.call.Segment;
import com.jagcall.calls.carriage.TrunkCarriage;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Carries live calls as a test says, step by step. Numbers of {@link #REAL} go over the real trunk.
 */
@Mock
@ApplicationScoped
public class ScriptedCarriage implements Carriage {
  /** How numbers begin that are really called. */
  public static final String REAL = "+1646";

  private final List<ScriptedCall> calls = new CopyOnWriteArrayList<>();
  private volatile Consumer<ScriptedCall> script = call -> {};

  @Inject TrunkCarriage trunk;
  @Inject Clock clock;

  @Override
  public Carried dial(Order order, CarriageListener listener) {
    if (order.to().startsWith(REAL)) {
      return trunk.dial(order, listener);
    }
    ScriptedCall call = new ScriptedCall(order, listener, clock);
    calls.add(call);
    script.accept(call);
    return call;
  }

  /** What every call does from now on, as soon as it is dialled. */
  public void setScript(Consumer<ScriptedCall> newScript) {
    script = newScript;
  }

  /** The calls that were dialled to a number, in their order. */
  public List<ScriptedCall> calls(String to) {
    return calls.stream().filter(call -> call.order().to().equals(to)).toList();
  }

  /** The call to a number, as soon as it is dialled. */
  public ScriptedCall call(String to) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !calls(to).isEmpty());
    return calls(to).get(0);
  }

  /** One call. */
  public static final class ScriptedCall implements Carried {
    private final Order order;
    private final CarriageListener listener;
    private final Clock clock;
    private volatile EndReason asked;
    private volatile EndReason concluded;
    private volatile boolean isDeaf;

    ScriptedCall(Order order, CarriageListener listener, Clock clock) {
      this.order = order;
      this.listener = listener;
      this.clock = clock;
    }

    public Order order() {
      return order;
    }

    /** Why it was asked to hang up; null: it was not. */
    public EndReason asked() {
      return asked;
    }

    /** Why it was asked to come to an end; null: it was not. */
    public EndReason concluded() {
      return concluded;
    }

    /** From now on it does not end when it is hung up. */
    public void setDeaf() {
      isDeaf = true;
    }

    public void ring() {
      listener.ringing(clock.instant());
    }

    /** Answered, so long ago. */
    public Instant answer(Duration ago) {
      Instant at = clock.instant().minus(ago);
      listener.answered(at);
      return at;
    }

    public void say(Segment segment) {
      listener.said(segment);
    }

    public void end(EndReason reason) {
      end(reason, clock.instant());
    }

    public void end(EndReason reason, Instant at) {
      listener.ended(new Ending(reason, at, false, null));
    }

    @Override
    public void hangUp(EndReason why) {
      asked = why;
      if (!isDeaf) {
        end(why);
      }
    }

    @Override
    public void conclude(EndReason why) {
      concluded = why;
    }
  }
}
