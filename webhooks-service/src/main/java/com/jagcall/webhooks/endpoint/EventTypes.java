package com.jagcall.webhooks.endpoint;

import java.util.List;

/** The events that an endpoint can be told of. */
public final class EventTypes {
  /** Stands for all of them, those of later releases included. */
  public static final String ALL = "*";

  public static final String TEST = "webhook.test";
  public static final String FAILING = "webhook.endpoint_failing";
  public static final String DISABLED = "webhook.endpoint_disabled";

  /** In the order in which people read them. */
  static final List<String> KNOWN =
      List.of(
          "call.ringing",
          "call.started",
          "call.completed",
          "call.failed",
          "call.transcript.ready",
          "call.summary.ready",
          "sms.received",
          "sms.sent",
          "sms.delivered",
          "sms.failed",
          "number.purchased",
          "number.renewed",
          "number.renewal_failed",
          "number.suspended",
          "number.resumed",
          "number.released",
          "billing.balance_low",
          FAILING,
          DISABLED);

  private EventTypes() {}

  static boolean canBeChosen(String type) {
    return type.equals(ALL) || KNOWN.contains(type);
  }
}
