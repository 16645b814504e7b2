package com.jagcall.messaging.testing;

import com.jagcall.messaging.smpp.Carrier;
import com.jagcall.messaging.smpp.OutgoingSegment;
import com.jagcall.messaging.smpp.SmppCarrier;
import com.jagcall.messaging.smpp.SubmitOutcome;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A carrier that does as a test says, by whom a message is from; unless a test says otherwise it
 * accepts everything. What is from numbers that a test names goes through the real one.
 */
@Singleton
@Alternative
@Priority(1)
public class CarrierDouble implements Carrier {
  public static final String BIND = "double";

  @Inject SmppCarrier real;

  private final AtomicLong ids = new AtomicLong();
  private final List<OutgoingSegment> submitted = new CopyOnWriteArrayList<>();
  private final Map<String, Function<OutgoingSegment, Uni<SubmitOutcome>>> scripts =
      new ConcurrentHashMap<>();
  private final Set<String> through = ConcurrentHashMap.newKeySet();
  private volatile boolean isReady = true;
  private volatile boolean isReal;

  /** What is from this number is answered so. */
  public void script(String from, Function<OutgoingSegment, Uni<SubmitOutcome>> script) {
    scripts.put(from, script);
  }

  /** What is from this number goes through SMPP. */
  public void goThrough(String from) {
    through.add(from);
  }

  /** While it is not, nothing is submitted. */
  public void setReady(boolean ready) {
    isReady = ready;
  }

  /** From now on it is ready when the real one is. */
  public void followReal(boolean follow) {
    isReal = follow;
  }

  /** What was submitted from a number and not through SMPP, in order. */
  public List<OutgoingSegment> submitted(String from) {
    return submitted.stream().filter(segment -> segment.from().equals(from)).toList();
  }

  /** As an SMSC accepts. */
  public Accepted accepted() {
    return new Accepted("double-" + ids.incrementAndGet(), BIND);
  }

  @Override
  public Uni<SubmitOutcome> submit(OutgoingSegment segment) {
    if (through.contains(segment.from())) {
      return real.submit(segment);
    }
    submitted.add(segment);
    return scripts
        .getOrDefault(segment.from(), ignored -> Uni.createFrom().item(accepted()))
        .apply(segment);
  }

  @Override
  public boolean ready() {
    return isReal ? real.ready() : isReady;
  }
}
