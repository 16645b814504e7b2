package com.jagcall.numbers.lifecycle;

/** What happens to somebody's number. */
public enum LifecycleEvent {
  /** It was bought, the first month is paid. */
  PURCHASED("number.purchased"),
  /** A month more is paid. */
  RENEWED("number.renewed"),
  /** The balance does not cover the month that begins; told once. */
  RENEWAL_FAILED("number.renewal_failed"),
  /** It no longer works. */
  SUSPENDED("number.suspended"),
  /** It works again. */
  RESUMED("number.resumed"),
  /** It is no longer its owner's. */
  RELEASED("number.released");

  private final String wire;

  LifecycleEvent(String wire) {
    this.wire = wire;
  }

  /** The name of the event that customers are sent. */
  public String wire() {
    return wire;
  }
}
