package com.jagcall.calls.billing;

/** What is charged for. */
public enum Product {
  VOICE_OUTBOUND("voice_outbound", "Call to"),
  VOICE_INBOUND("voice_inbound", "Call taken at");

  private final String wire;
  private final String description;

  Product(String wire, String description) {
    this.wire = wire;
    this.description = description;
  }

  /** Its name in the price list. */
  public String wire() {
    return wire;
  }

  /** What a customer reads before the number. */
  String description() {
    return description;
  }
}
