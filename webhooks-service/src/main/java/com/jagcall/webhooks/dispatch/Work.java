package com.jagcall.webhooks.dispatch;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deliveries of one endpoint that were read and are not settled yet, and which of them may go
 * next: any that was tried before, but of first attempts one of each key at a time, in the order of
 * their positions.
 */
final class Work {
  private final Map<String, Queued> waiting = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private final Set<String> keysUnderWay = new HashSet<>();
  private long lastPosition;
  private int inFlight;

  /** Adds what was read; what is known already is not added again. */
  void add(List<Queued> read) {
    for (Queued delivery : read) {
      if (!underWay.contains(delivery.deliveryId())) {
        waiting.putIfAbsent(delivery.deliveryId(), delivery);
      }
      if (delivery.isFirst()) {
        lastPosition = Math.max(lastPosition, delivery.position());
      }
    }
  }

  /** The next to be sent; it is under way from now on. */
  Optional<Queued> next() {
    Set<String> held = new HashSet<>(keysUnderWay);
    Iterator<Queued> all = waiting.values().iterator();
    while (all.hasNext()) {
      Queued delivery = all.next();
      if (!delivery.isFirst() || held.add(delivery.key())) {
        all.remove();
        underWay.add(delivery.deliveryId());
        inFlight++;
        if (delivery.isFirst()) {
          keysUnderWay.add(delivery.key());
        }
        return Optional.of(delivery);
      }
    }
    return Optional.empty();
  }

  /** Its attempt was made: the next of its key may go. */
  void attempted(Queued delivery) {
    inFlight--;
    if (delivery.isFirst()) {
      keysUnderWay.remove(delivery.key());
    }
  }

  /** What came of it is written down. */
  void settled(Queued delivery) {
    underWay.remove(delivery.deliveryId());
  }

  /** Forgets what is not under way; it will be read again. */
  void clear() {
    waiting.clear();
    lastPosition = 0;
  }

  int waiting() {
    return waiting.size();
  }

  /** Those whose attempt is not made yet. */
  int inFlight() {
    return inFlight;
  }

  /** Those, and those of which it is not written down yet what came of them. */
  int underWay() {
    return underWay.size();
  }

  /** The last first attempt that was read. */
  long lastPosition() {
    return lastPosition;
  }
}
