package com.jagcall.messaging.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;

/** Hands a bind's deliver_sm over to be stored, and sees to it that each is answered in time. */
final class Receiver {

  /**
   * What may be delivered while earlier deliveries are being stored; the SMSC is told to try again
   * beyond that.
   */
  private static final int MAX_BEING_STORED = 500;

  private final Deliveries deliveries;
  private final Duration patience;
  private final DeliveryHandler handler;
  private final PDUDecomposer decomposer = new DefaultDecomposer();
  private final AtomicInteger beingStored = new AtomicInteger();

  Receiver(String name, SmppConfig.BindConfig config, DeliveryHandler handler) {
    this.deliveries = new Deliveries(config.group().orElse(name), config);
    this.patience = config.timing().storing();
    this.handler = handler;
  }

  /**
   * Does not wait. Never fails: whatever goes wrong is a status that makes the SMSC deliver again.
   */
  CompletionStage<Integer> receive(byte[] pdu) {
    if (beingStored.incrementAndGet() > MAX_BEING_STORED) {
      beingStored.decrementAndGet();
      return CompletableFuture.completedFuture(SMPPConstant.STAT_ESME_RX_T_APPN);
    }
    return handle(pdu)
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> SMPPConstant.STAT_ESME_RX_T_APPN)
        .whenComplete((status, none) -> beingStored.decrementAndGet());
  }

  private CompletionStage<Integer> handle(byte[] pdu) {
    Delivery delivery;
    try {
      delivery = deliveries.read(decomposer.deliverSm(pdu), Instant.now());
    } catch (PDUStringException | RuntimeException unreadable) {
      delivery = new Delivery.Unreadable("not a deliver_sm: " + unreadable.getMessage());
    }
    try {
      return handler.handle(delivery);
    } catch (RuntimeException failure) {
      // It must not end the connection, whose reading thread this is.
      return CompletableFuture.failedFuture(failure);
    }
  }
}
