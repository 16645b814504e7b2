package com.jagcall.messaging.smpp;

/** What a deliver_sm is. */
sealed interface Delivery {

  record Receipt(DeliveryReceipt receipt) implements Delivery {}

  record Inbound(InboundSegment segment) implements Delivery {}

  /** It cannot be read, and will not be the next time either. */
  record Unreadable(String why) implements Delivery {}
}
