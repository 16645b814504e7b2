package com.jagcall.messaging.delivery;

import com.jagcall.common.outbox.Outbox;
import com.jagcall.common.outbox.OutboxEvent;
import com.jagcall.messaging.delivery.DeliveryRows.Document;
import com.jagcall.messaging.delivery.DeliveryRows.Found;
import com.jagcall.messaging.delivery.DeliveryRows.Orphan;
import com.jagcall.messaging.delivery.DeliveryRows.Pieces;
import com.jagcall.messaging.smpp.DeliveryReceipt;
import com.jagcall.messaging.smpp.SubmitOutcome.Accepted;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings messages on by what is learnt of them: lock, read, decide, write, whatever the number of
 * them, in one transaction together with what others are told.
 */
@ApplicationScoped
public class Deliveries {
  private final DeliveryRows rows;
  private final Acceptances acceptances;
  private final Outbox outbox;
  private final Clock clock;
  private final Terms terms;

  Deliveries(
      DeliveryRows rows,
      Acceptances acceptances,
      Outbox outbox,
      Clock clock,
      DeliveryConfig config) {
    this.rows = rows;
    this.acceptances = acceptances;
    this.outbox = outbox;
    this.clock = clock;
    this.terms = config.terms();
  }

  /**
   * Learns facts, in a transaction of its own; those that need no look before in one before it, so
   * that each locks messages in their order. To learn them again changes nothing.
   */
  public Uni<Void> learn(List<? extends Fact> facts) {
    List<Fact.Submitted> plain =
        facts.stream().filter(Acceptances::isPlain).map(Fact.Submitted.class::cast).toList();
    return plain.isEmpty()
        ? Panache.withTransaction(() -> learnInTransaction(facts))
        : Panache.withTransaction(() -> accept(plain)).chain(done -> learnRest(facts, done));
  }

  private Uni<Set<String>> accept(List<Fact.Submitted> plain) {
    return rows.adopt(plain.stream().map(Deliveries::carrierId).toList(), early())
        .chain(
            early ->
                acceptances
                    .learn(plain)
                    .call(done -> early.isEmpty() ? Uni.createFrom().voidItem() : receive(early)));
  }

  private Uni<Void> learnRest(List<? extends Fact> facts, Set<String> done) {
    List<? extends Fact> rest =
        facts.stream().filter(fact -> !done.contains(fact.messageId())).toList();
    return rest.isEmpty()
        ? Uni.createFrom().voidItem()
        : Panache.withTransaction(() -> learnInTransaction(rest));
  }

  /** Learns facts in the caller's transaction, receipts that came before them included. */
  public Uni<Void> learnInTransaction(List<? extends Fact> facts) {
    List<String> names =
        facts.stream().map(Deliveries::carrierId).filter(Objects::nonNull).toList();
    if (names.isEmpty()) {
      return apply(facts);
    }
    return rows.adopt(names, early())
        .chain(early -> early.isEmpty() ? apply(facts) : apply(facts).chain(() -> receive(early)));
  }

  /** No receipt comes earlier before the answer to its submit, which comes within the lease. */
  private Instant early() {
    return clock.instant().minus(terms.lease());
  }

  private static String carrierId(Fact fact) {
    return fact instanceof Fact.Submitted submitted
            && submitted.outcome() instanceof Accepted accepted
        ? accepted.carrierMessageId()
        : null;
  }

  /** Learns receipts, in a transaction of its own; those that nobody's submit fits are kept. */
  public Uni<Void> receipts(List<DeliveryReceipt> receipts) {
    List<Orphan> all =
        receipts.stream()
            .map(
                receipt ->
                    new Orphan(
                        receipt.bind(),
                        receipt.carrierMessageId(),
                        receipt.state(),
                        receipt.errorCode(),
                        receipt.at()))
            .toList();
    return Panache.withTransaction(() -> receive(all));
  }

  /** Gives receipts to segments whose submit was answered while the receipts were being kept. */
  Uni<Integer> reunite(int limit) {
    return Panache.withTransaction(
        () ->
            rows.reunited(early(), limit)
                .call(
                    names ->
                        names.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : rows.adopt(names, early()).chain(this::receive))
                .map(List::size));
  }

  private Uni<Void> receive(List<Orphan> receipts) {
    return rows.find(receipts)
        .chain(
            found -> {
              Map<Integer, Found> places =
                  found.stream().collect(Collectors.toMap(Found::place, one -> one));
              List<Orphan> kept = new ArrayList<>();
              List<Fact> facts = new ArrayList<>();
              for (int i = 0; i < receipts.size(); i++) {
                Found place = places.get(i + 1);
                if (place == null) {
                  kept.add(receipts.get(i));
                } else {
                  facts.add(fact(place, receipts.get(i)));
                }
              }
              return rows.keep(kept).chain(() -> apply(facts));
            });
  }

  private static Fact fact(Found segment, Orphan receipt) {
    return new Fact.Receipted(
        segment.messageId(), segment.number(), receipt.state(), receipt.error());
  }

  private Uni<Void> apply(List<? extends Fact> facts) {
    if (facts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<String, List<Fact>> byMessage = new TreeMap<>();
    facts.forEach(
        fact -> byMessage.computeIfAbsent(fact.messageId(), id -> new ArrayList<>()).add(fact));
    Collection<String> ids = byMessage.keySet();
    return rows.lock(ids)
        .chain(heads -> rows.pieces(ids).chain(pieces -> decide(heads, pieces, byMessage)));
  }

  private Uni<Void> decide(List<Head> heads, Pieces pieces, Map<String, List<Fact>> facts) {
    Map<String, List<Part>> partsOf =
        pieces.parts().stream().collect(Collectors.groupingBy(Part::messageId));
    Map<String, Queued> queuedOf =
        pieces.queued().stream().collect(Collectors.toMap(Queued::messageId, one -> one));
    Instant now = clock.instant();
    Decisions decisions = new Decisions();
    for (Head head : heads) {
      String id = head.id();
      Delivery delivery =
          new Delivery(head, queuedOf.get(id), partsOf.getOrDefault(id, List.of()), terms, now);
      facts.get(id).forEach(delivery::learn);
      decisions.add(delivery, head, queuedOf.get(id), partsOf.getOrDefault(id, List.of()));
    }
    return decisions.isEmpty()
        ? Uni.createFrom().voidItem()
        : rows.write(decisions.document()).chain(() -> outbox.addAll(decisions.events(now)));
  }

  /** What the transaction writes. */
  private static final class Decisions {
    private final List<Head> heads = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Queued> queued = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<Delivery> changed = new ArrayList<>();

    void add(Delivery delivery, Head before, Queued waited, List<Part> known) {
      if (!delivery.head().equals(before)) {
        heads.add(delivery.head());
        changed.add(delivery);
      }
      delivery.parts().stream().filter(part -> !known.contains(part)).forEach(parts::add);
      if (delivery.queued() == null && waited != null) {
        gone.add(before.id());
      } else if (delivery.queued() != null && !delivery.queued().equals(waited)) {
        queued.add(delivery.queued());
      }
    }

    boolean isEmpty() {
      return heads.isEmpty() && parts.isEmpty() && queued.isEmpty() && gone.isEmpty();
    }

    Document document() {
      return new Document(heads, parts, queued, gone);
    }

    List<OutboxEvent> events(Instant now) {
      return changed.stream().flatMap(delivery -> Tidings.of(delivery, now).stream()).toList();
    }
  }
}
