package com.jagcall.calls.media;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Makes the one engine of this process, when it is first used. */
@ApplicationScoped
class MediaProducer {
  private static final int LATE_MILLIS = 5;

  @Produces
  @ApplicationScoped
  MediaEngine engine(MediaConfig config, MeterRegistry meters) {
    RtpEngine engine = new RtpEngine(config.settings());
    Lateness lateness = engine.lateness();
    Gauge.builder("jagcall.media.sessions", engine, RtpEngine::sessions)
        .description("Calls that have sound")
        .register(meters);
    FunctionCounter.builder("jagcall.media.turns", lateness, Lateness::count)
        .description("Packets of sound that were due")
        .register(meters);
    FunctionCounter.builder(
            "jagcall.media.turns.late", lateness, all -> all.countLaterThanMillis(LATE_MILLIS))
        .description("Packets of sound that were sent more than 5 ms late")
        .register(meters);
    return engine;
  }

  void close(@Disposes MediaEngine engine) {
    engine.close();
  }
}
