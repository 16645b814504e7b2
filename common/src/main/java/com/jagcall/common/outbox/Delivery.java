package com.jagcall.common.outbox;

import com.jagcall.common.id.Ids;
import com.jagcall.common.token.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** One batch of events on its way to a receiver. */
@ApplicationScoped
class Delivery {
  static final int BATCH = 100;

  /** Less than a service takes for a body, with room for what is around the payloads. */
  private static final int MAX_BATCH_BYTES = 700_000;

  @Inject @RestClient ReceiverClient client;
  @Inject Receivers receivers;
  @Inject Tokens tokens;
  @Inject MeterRegistry metrics;

  /** As many from the start as one body can hold; at least one. */
  static List<OutboxRows.Waiting> fitting(List<OutboxRows.Waiting> events) {
    int bytes = 0;
    int count = 0;
    for (OutboxRows.Waiting event : events) {
      bytes += event.payload().getBytes(StandardCharsets.UTF_8).length;
      if (count > 0 && bytes > MAX_BATCH_BYTES) {
        break;
      }
      count++;
    }
    return events.subList(0, count);
  }

  /** Sends them; answers the identifiers of those that were refused. */
  Uni<Set<String>> send(String receiver, List<OutboxRows.Waiting> events) {
    List<ReceiverClient.Event> sent = events.stream().map(Delivery::event).toList();
    return client
        .send(
            receivers.address(receiver).orElseThrow(),
            "Bearer " + tokens.service(receiver),
            Ids.next("req_"),
            new ReceiverClient.Batch(sent))
        .map(receipt -> Set.copyOf(receipt.refused()))
        .invoke(refused -> count(receiver, events.size(), refused.size()));
  }

  private static ReceiverClient.Event event(OutboxRows.Waiting event) {
    return new ReceiverClient.Event(
        event.id(), event.type(), event.key(), event.at(), event.payload());
  }

  private void count(String receiver, int sent, int refused) {
    metrics.counter("jagcall.outbox.delivered", "receiver", receiver).increment(sent - refused);
    metrics.counter("jagcall.outbox.refused", "receiver", receiver).increment(refused);
  }
}
