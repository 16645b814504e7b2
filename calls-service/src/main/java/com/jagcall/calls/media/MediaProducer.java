package com.jagcall.calls.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Makes the one engine of this process, when it is first used. */
@ApplicationScoped
class MediaProducer {
  @Produces
  @ApplicationScoped
  MediaEngine engine(MediaConfig config) {
    return new RtpEngine(config.settings());
  }

  void close(@Disposes MediaEngine engine) {
    engine.close();
  }
}
