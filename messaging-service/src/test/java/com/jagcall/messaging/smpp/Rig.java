package com.jagcall.messaging.smpp;

import static org.awaitility.Awaitility.await;

import com.jagcall.messaging.text.Segment;
import com.jagcall.messaging.text.SegmentedText;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jsmpp.SMPPConstant;

/** A queue with binds, without the rest of the service. */
final class Rig implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  final SubmitQueue queue;
  private final SmppConfig config;
  private final AtomicInteger references = new AtomicInteger();
  volatile Function<Delivery, CompletableFuture<Integer>> answer =
      delivery -> CompletableFuture.completedFuture(SMPPConstant.STAT_ESME_ROK);

  private Rig(SmppConfig config) {
    this.config = config;
    queue =
        new SubmitQueue(
            config,
            delivery -> {
              deliveries.add(delivery);
              return answer.apply(delivery);
            });
    queue.start();
  }

  /** With no bind but those of the settings, {@code binds.NAME.host} and so on. */
  static Rig of(Map<String, String> settings) {
    return new Rig(config(settings));
  }

  static SmppConfig config(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((name, value) -> properties.put("jagcall.smpp." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(SmppConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(SmppConfig.class);
  }

  /** Bound once to an SMSC, quick to come back, with these settings of the bind. */
  static Rig boundTo(int port, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(bind("main", port));
    settings.forEach((name, value) -> all.put("binds.main." + name, value));
    Rig rig = of(all);
    rig.awaitReady();
    return rig;
  }

  static Map<String, String> bind(String name, int port) {
    String prefix = "binds." + name + ".";
    return Map.of(
        prefix + "host", "localhost",
        prefix + "port", Integer.toString(port),
        prefix + "system-id", "jagcall",
        prefix + "password", "secret",
        prefix + "timing.reconnect", "PT0.05S",
        prefix + "timing.max-reconnect", "PT0.2S",
        prefix + "timing.throttled", "PT0.05S");
  }

  void awaitReady() {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(queue::isReady);
  }

  List<CompletableFuture<SubmitOutcome>> send(String body) {
    SegmentedText text = SegmentedText.of(body);
    int reference = 0x1200 + references.incrementAndGet();
    List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
    for (Segment segment : text.segments()) {
      outcomes.add(
          queue.submit(
              new OutgoingSegment(
                  "sms_1", "+12125550100", "+14155550101", text.encoding(), segment, reference)));
    }
    return outcomes;
  }

  SubmitOutcome sendOne(String body) throws Exception {
    return send(body).get(0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void stop() {
    queue.stop(config.shutdownTimeout());
  }

  @Override
  public void close() {
    queue.stop(Duration.ZERO);
  }
}
