package com.jagcall.calls.switchboard;

import com.jagcall.calls.bell.Bell;
import com.jagcall.calls.bell.Channel;
import com.jagcall.calls.call.Carriage;
import com.jagcall.calls.call.EndReason;
import com.jagcall.calls.call.Order;
import com.jagcall.calls.queue.Admitted;
import com.jagcall.calls.queue.CallQueue;
import com.jagcall.calls.queue.Limits;
import com.jagcall.calls.sandbox.SandboxCarriage;
import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The calls that this replica carries, and how it comes by them. */
@ApplicationScoped
public class Switchboard {
  private static final Logger LOG = Logger.getLogger(Switchboard.class);

  private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();
  private final Set<Tenant> asking = ConcurrentHashMap.newKeySet();
  private final Set<Tenant> askAgain = ConcurrentHashMap.newKeySet();
  private final AtomicInteger arriving = new AtomicInteger();
  private final CallQueue queue;
  private final Carriage trunk;
  private final SandboxCarriage sandbox;
  private final Exchange exchange;
  private final Bell bell;
  private volatile String replica = Ids.next("rep_");
  private volatile boolean isOpen;
  private volatile boolean isDraining;

  Switchboard(
      CallQueue queue,
      Carriage trunk,
      SandboxCarriage sandbox,
      Exchange exchange,
      Bell bell,
      MeterRegistry metrics) {
    this.queue = queue;
    this.trunk = trunk;
    this.sandbox = sandbox;
    this.exchange = exchange;
    this.bell = bell;
    metrics.gauge("jagcall.calls.up", calls, Map::size);
  }

  void start(@Observes StartupEvent event) {
    bell.answer(Channel.QUEUE, this::rung);
    bell.answer(Channel.HANGUP, id -> hangUp(id, EndReason.API_HANGUP));
  }

  /** This process as others know it; another one after it was thought dead. */
  public String replica() {
    return replica;
  }

  /** How many calls it carries. */
  public int size() {
    return calls.size();
  }

  /** Whether there is no call here, and none that is about to be. */
  public boolean isQuiet() {
    return calls.isEmpty() && asking.isEmpty() && arriving.get() == 0;
  }

  /**
   * A call comes in, and it takes a while to see whether it can be taken. True: it is waited for
   * until {@link #arrived}.
   */
  boolean arrives() {
    arriving.incrementAndGet();
    if (takesCalls()) {
      return true;
    }
    arriving.decrementAndGet();
    return false;
  }

  void arrived() {
    arriving.decrementAndGet();
  }

  /** Whether it takes calls now. */
  public boolean takesCalls() {
    return isOpen && !isDraining && calls.size() < exchange.config().perReplica();
  }

  /**
   * Takes calls, now that others know that this replica lives; or takes none, since they do not.
   */
  public void setOpen(boolean open) {
    isOpen = open;
  }

  /** Takes no new calls any more. */
  public void drain() {
    isDraining = true;
  }

  /** Others have ended its calls: they are let go, and it begins anew. */
  public void lost() {
    LOG.warnf("Replica %s was thought dead: its %d calls are over", replica, calls.size());
    isOpen = false;
    replica = Ids.next("rep_");
    hangUpAll();
  }

  /** Lets the agents of all calls that are left say goodbye, for so long at most. */
  public void concludeAll(Duration within) {
    calls.values().forEach(call -> call.conclude(EndReason.SERVICE_RESTART, within));
  }

  /** Ends all calls that are left. */
  public void hangUpAll() {
    calls.values().forEach(call -> call.hangUp(EndReason.SERVICE_RESTART));
  }

  /** Ends a call if it is carried here. */
  public void hangUp(String callId, EndReason why) {
    LiveCall call = calls.get(callId);
    if (call != null) {
      call.hangUp(why);
    }
  }

  private void rung(String queueName) {
    int space = queueName.indexOf(' ');
    admit(new Tenant(queueName.substring(0, space), Mode.of(queueName.substring(space + 1))));
  }

  /** Asks whether it is a call's turn; one question at a time for each tenant. */
  void admit(Tenant tenant) {
    if (!takesCalls()) {
      return;
    }
    askAgain.add(tenant);
    if (asking.add(tenant)) {
      if (isDraining) {
        // Who waits for quiet may have looked a moment ago.
        asking.remove(tenant);
      } else {
        ask(tenant);
      }
    }
  }

  private void ask(Tenant tenant) {
    askAgain.remove(tenant);
    int room = exchange.config().perReplica() - calls.size();
    Limits limits =
        new Limits(exchange.config().concurrency(), exchange.config().perSecond(), room);
    exchange
        .tasks()
        .run(
            () -> queue.admit(tenant, replica, limits, exchange.clock().instant()),
            admitted -> admitted(tenant, admitted),
            failure -> {
              LOG.warnf("Calls wait, it is tried again: %s", failure);
              asking.remove(tenant);
            });
  }

  private void admitted(Tenant tenant, Admitted admitted) {
    admitted.calls().forEach(turn -> dial(turn.order(), turn.holdId()));
    asking.remove(tenant);
    if (admitted.again() != null) {
      exchange.tasks().after(admitted.again(), () -> admit(tenant));
    } else if (askAgain.contains(tenant)) {
      admit(tenant);
    }
  }

  private void dial(Order order, String holdId) {
    LiveCall call = connect(order, holdId);
    call.dialled();
    call.attach(
        order.tenant().mode() == Mode.TEST ? sandbox.dial(order, call) : trunk.dial(order, call));
  }

  /** A call that is carried here from now on. */
  public LiveCall connect(Order order, String holdId) {
    LiveCall call = new LiveCall(order, holdId, exchange, over -> calls.remove(order.callId()));
    calls.put(order.callId(), call);
    return call;
  }
}
