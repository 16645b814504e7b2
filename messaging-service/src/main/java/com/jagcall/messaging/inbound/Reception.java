package com.jagcall.messaging.inbound;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.messaging.batch.Gathering;
import com.jagcall.messaging.bell.Doorbell;
import com.jagcall.messaging.delivery.Deliveries;
import com.jagcall.messaging.inbound.PartGroups.Placed;
import com.jagcall.messaging.number.Numbers;
import com.jagcall.messaging.number.OwnNumber;
import com.jagcall.messaging.smpp.CarrierListener;
import com.jagcall.messaging.smpp.DeliveryReceipt;
import com.jagcall.messaging.smpp.InboundOutcome;
import com.jagcall.messaging.smpp.InboundSegment;
import com.jagcall.messaging.smpp.InboundSegment.Concatenation;
import com.jagcall.messaging.text.Reassembly;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Takes what the carrier delivers. What it is told to be stored is committed. */
@ApplicationScoped
public class Reception implements CarrierListener {
  private static final Logger LOG = Logger.getLogger(Reception.class);
  private static final int RECEIPTS_AT_ONCE = 200;
  private static final int LONGEST_SENDER = 32;

  private final Numbers numbers;
  private final Inbox inbox;
  private final PartRows parts;
  private final Doorbell bell;
  private final Clock clock;
  private final Duration patience;
  private final Gathering<DeliveryReceipt> receipts;

  Reception(
      Numbers numbers,
      Inbox inbox,
      PartRows parts,
      Deliveries deliveries,
      Doorbell bell,
      Clock clock,
      Vertx vertx,
      @ConfigProperty(name = "jagcall.inbound.parts", defaultValue = "10M") Duration patience) {
    this.numbers = numbers;
    this.inbox = inbox;
    this.parts = parts;
    this.bell = bell;
    this.clock = clock;
    this.patience = patience;
    receipts = new Gathering<>(vertx, RECEIPTS_AT_ONCE, deliveries::receipts);
  }

  @Override
  public Uni<Void> receipt(DeliveryReceipt receipt) {
    return receipts.add(receipt);
  }

  @Override
  public Uni<InboundOutcome> inbound(InboundSegment segment) {
    return numbers
        .find(Mode.LIVE, segment.to())
        .chain(
            found ->
                found
                    .filter(OwnNumber::canSms)
                    .map(number -> store(segment, number))
                    .orElseGet(() -> refuse(segment)))
        .onFailure(ApiException.class)
        .recoverWithItem(InboundOutcome.TRY_LATER);
  }

  private static Uni<InboundOutcome> refuse(InboundSegment segment) {
    LOG.infof("A message to %s is refused: nobody has the number for messages", segment.to());
    return Uni.createFrom().item(InboundOutcome.UNKNOWN_NUMBER);
  }

  private Uni<InboundOutcome> store(InboundSegment segment, OwnNumber number) {
    return Panache.withTransaction(
            () ->
                segment
                    .concatenation()
                    .map(place -> storePart(segment, place, number))
                    .orElseGet(
                        () ->
                            inbox
                                .store(
                                    new Incoming(
                                        number,
                                        sender(segment),
                                        Reassembly.text(List.of(segment.part())),
                                        1,
                                        false))
                                .replaceWithVoid()))
        .invoke(bell::ring)
        .replaceWith(InboundOutcome.STORED);
  }

  private static String sender(InboundSegment segment) {
    String from = segment.from().isBlank() ? "unknown" : segment.from();
    return from.substring(0, Math.min(from.length(), LONGEST_SENDER));
  }

  private Uni<Void> storePart(InboundSegment segment, Concatenation place, OwnNumber number) {
    StoredPart part =
        new StoredPart(
            null,
            place.number(),
            number.tenant().organizationId(),
            number.agentId(),
            sender(segment),
            number.number(),
            place.reference(),
            place.total(),
            segment.part().alphabet(),
            Base64.getEncoder().encodeToString(segment.part().userData()),
            null,
            clock.instant());
    return parts
        .lately(part)
        .map(lately -> new PartGroups(lately).place(part))
        .chain(
            placed -> placed.isEmpty() ? Uni.createFrom().voidItem() : put(placed.get(), number));
  }

  private Uni<Void> put(Placed placed, OwnNumber number) {
    Uni<Void> added = parts.add(placed.part());
    return placed.complete().isEmpty()
        ? added
        : added.chain(() -> assemble(placed.complete(), number));
  }

  private Uni<Void> assemble(List<StoredPart> group, OwnNumber number) {
    StoredPart first = group.get(0);
    Incoming incoming =
        new Incoming(
            number,
            first.fromNumber(),
            Reassembly.text(group.stream().map(StoredPart::part).toList()),
            first.total(),
            group.size() < first.total());
    return inbox.store(incoming).chain(message -> parts.use(first.groupId(), message.id()));
  }

  /** What did not come in time does not come: the rest is a message that says so. */
  @Scheduled(
      every = "${jagcall.inbound.upkeep}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> giveUpParts() {
    Instant before = clock.instant().minus(patience);
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                Panache.withTransaction(
                    () ->
                        parts
                            .waited(before)
                            .call(
                                group ->
                                    group.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : assemble(group, owner(group.get(0))))))
        .whilst(group -> !group.isEmpty())
        .collect()
        .last()
        .chain(() -> Panache.withTransaction(() -> parts.forget(before)))
        .invoke(bell::ring);
  }

  /** Whose number it was when the part came. */
  private static OwnNumber owner(StoredPart part) {
    return new OwnNumber(
        part.toNumber(), new Tenant(part.organizationId(), Mode.LIVE), part.agentId(), true);
  }
}
