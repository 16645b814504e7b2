package com.jagcall.calls.dialogue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What all conversations of a replica took, as metrics. */
public final class TalkMetrics {
  private final Timer total;
  private final Timer endpointing;
  private final Timer recognition;
  private final Timer model;
  private final Timer synthesis;
  private final Timer own;
  private final Timer bargeIn;

  /** Metrics of one process. */
  public TalkMetrics(MeterRegistry registry) {
    total = part(registry, "total");
    endpointing = part(registry, "endpointing");
    recognition = part(registry, "recognition");
    model = part(registry, "model");
    synthesis = part(registry, "synthesis");
    own = part(registry, "own");
    bargeIn =
        Timer.builder("jagcall.talk.barge.in")
            .description("From the frame in which speech was noticed to silence on the wire")
            .publishPercentileHistogram()
            .register(registry);
  }

  private static Timer part(MeterRegistry registry, String part) {
    return Timer.builder("jagcall.talk.latency")
        .description("From the end of the caller's speech to the agent's first sound on the wire")
        .tag("part", part)
        .publishPercentileHistogram()
        .register(registry);
  }

  void answered(TurnLatency turn) {
    total.record(turn.total(), TimeUnit.MICROSECONDS);
    endpointing.record(turn.endpointing(), TimeUnit.MICROSECONDS);
    recognition.record(turn.recognition(), TimeUnit.MICROSECONDS);
    model.record(turn.model(), TimeUnit.MICROSECONDS);
    synthesis.record(turn.synthesis(), TimeUnit.MICROSECONDS);
    own.record(turn.own(), TimeUnit.MICROSECONDS);
  }

  void silenced(long nanos) {
    bargeIn.record(nanos, TimeUnit.NANOSECONDS);
  }
}
