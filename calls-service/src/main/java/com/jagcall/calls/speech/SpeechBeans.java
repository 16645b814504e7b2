package com.jagcall.calls.speech;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the speech of this deployment. A wrong name in its configuration ends the start. */
@Singleton
class SpeechBeans {
  private static final String OFFLINE = "offline";

  private final SpeechConfig config;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(1, threads("speech-timer"));

  /** Some of them may be waiting for a name to be resolved, while the others take what arrives. */
  private final ExecutorService arrivals = Executors.newFixedThreadPool(8, threads("speech-http"));

  private final OfflineEngine offline;

  SpeechBeans(SpeechConfig config) {
    this.config = config;
    offline = new OfflineEngine(config.offlineVoices());
  }

  @Produces
  @Singleton
  Synthesis synthesis() {
    List<SpeechEngine> engines = new ArrayList<>();
    engines.add(engine(config.provider()));
    config.fallback().map(this::engine).ifPresent(engines::add);
    return new SentenceSynthesis(engines, config.maxCharacters(), config.ahead(), timer);
  }

  void close(@Disposes Synthesis synthesis) {
    offline.close();
    timer.shutdownNow();
    arrivals.shutdownNow();
  }

  private SpeechEngine engine(String name) {
    if (name.equals(OFFLINE)) {
      return offline;
    }
    SpeechConfig.Endpoint endpoint = config.endpoints().get(name);
    if (endpoint == null) {
      throw new IllegalStateException("jagcall.speech.endpoints has no " + name);
    }
    return new EndpointEngine(endpoint, arrivals, timer);
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
