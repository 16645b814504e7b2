package com.jagcall.carrier.smsc;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsmpp.bean.SubmitSm;

/** How often each message was taken: by sender, recipient and data. The oldest are forgotten. */
final class SubmitLog {

  private static final int MAX_MESSAGES = 200_000;
  private static final int MAX_SHOWN = 100;

  private record Key(String from, String to, String data) {}

  private final Map<Key, Integer> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Integer> eldest) {
          return size() > MAX_MESSAGES;
        }
      };
  private long taken;
  private long repeated;

  synchronized void add(SubmitSm pdu) {
    taken++;
    String data = new String(pdu.getShortMessage(), StandardCharsets.ISO_8859_1);
    if (counts.merge(new Key(pdu.getSourceAddr(), pdu.getDestAddress(), data), 1, Integer::sum)
        > 1) {
      repeated++;
    }
  }

  synchronized long taken() {
    return taken;
  }

  synchronized long repeated() {
    return repeated;
  }

  synchronized int distinct() {
    return counts.size();
  }

  /** Some of those that came more than once, as {@code from > to: times}. */
  synchronized List<String> repeats() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .limit(MAX_SHOWN)
        .map(
            entry ->
                "+%s > +%s: %d times"
                    .formatted(entry.getKey().from(), entry.getKey().to(), entry.getValue()))
        .toList();
  }

  synchronized void forget() {
    counts.clear();
    taken = 0;
    repeated = 0;
  }
}
