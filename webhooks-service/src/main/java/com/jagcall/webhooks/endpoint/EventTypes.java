package com.jagcall.webhooks.endpoint;

import com.jagcall.common.outbox.CustomerEvent;

/** The events that an endpoint can be told of. */
public final class EventTypes {
  /** Stands for all of them, those of later releases included. */
  public static final String ALL = "*";

  public static final String TEST = "webhook.test";
  public static final String FAILING = "webhook.endpoint_failing";
  public static final String DISABLED = "webhook.endpoint_disabled";

  private EventTypes() {}

  static boolean canBeChosen(String type) {
    return type.equals(ALL) || CustomerEvent.CHOICES.contains(type);
  }
}
