package com.jagcall.messaging.smpp;

import io.smallrye.mutiny.Uni;

/**
 * Hears what the SMSC delivers: exactly one bean of the service. Called on a Vert.x duplicated
 * context (an event loop), so that Hibernate Reactive can be used. The SMSC gets its answer when
 * the Uni ends; a failure, or no end within the configured time, answers ESME_RX_T_APPN, and the
 * SMSC delivers again later: so be idempotent.
 */
public interface CarrierListener {

  /** Ends when the receipt is stored. */
  Uni<Void> receipt(DeliveryReceipt receipt);

  /** Ends when the part is stored, or says why it is not. */
  Uni<InboundOutcome> inbound(InboundSegment segment);
}
