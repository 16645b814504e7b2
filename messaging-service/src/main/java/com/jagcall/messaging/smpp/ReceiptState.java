package com.jagcall.messaging.smpp;

/** A message's state in a delivery receipt: SMPP 3.4 section 5.2.28 and appendix B. */
public enum ReceiptState {
  ENROUTE,
  DELIVERED,
  EXPIRED,
  DELETED,
  UNDELIVERABLE,
  ACCEPTED,
  UNKNOWN,
  REJECTED;

  /** Whether another receipt of the same segment may still tell more. */
  public boolean isFinal() {
    return switch (this) {
      case ENROUTE, ACCEPTED, UNKNOWN -> false;
      case DELIVERED, EXPIRED, DELETED, UNDELIVERABLE, REJECTED -> true;
    };
  }
}
