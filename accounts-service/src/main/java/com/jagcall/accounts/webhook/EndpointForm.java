package com.jagcall.accounts.webhook;

import com.jagcall.common.credential.Mode;
import java.util.List;
import java.util.Map;

/**
 * The form of an endpoint as it was filled in, with what is wrong with it. webhooks-service judges
 * it.
 *
 * @param id null for a new one
 */
record EndpointForm(
    String id,
    Mode mode,
    String url,
    String description,
    List<String> events,
    boolean enabled,
    Map<String, String> problems) {
  private static final String ALL = "*";

  /** What can be chosen, in the order in which people read it. */
  private static final List<String> CHOICES =
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
          "webhook.endpoint_failing",
          "webhook.endpoint_disabled");

  static EndpointForm blank(Mode mode) {
    return new EndpointForm(null, mode, "", "", List.of(ALL), true, Map.of());
  }

  static EndpointForm of(Endpoint endpoint, Mode mode) {
    return new EndpointForm(
        endpoint.id(),
        mode,
        endpoint.url(),
        endpoint.description() == null ? "" : endpoint.description(),
        endpoint.events(),
        endpoint.enabled(),
        Map.of());
  }

  EndpointForm refused(Map<String, String> reasons) {
    return new EndpointForm(id, mode, url, description, events, enabled, reasons);
  }

  WebhooksClient.EndpointSettings settings() {
    return new WebhooksClient.EndpointSettings(
        url.strip(),
        description.strip(),
        hasAll() ? List.of(ALL) : events,
        enabled ? "enabled" : "disabled");
  }

  /** Where the form is sent. */
  public String action() {
    return id == null ? "/settings/webhooks" : "/settings/webhooks/" + mode.wire() + "/" + id;
  }

  public boolean isNew() {
    return id == null;
  }

  public boolean isTest() {
    return mode == Mode.TEST;
  }

  public boolean hasAll() {
    return events.contains(ALL);
  }

  public boolean has(String event) {
    return events.contains(event);
  }

  public List<String> choices() {
    return CHOICES;
  }

  /** What is wrong with a field, or null. */
  public String problem(String field) {
    return problems.get(field);
  }
}
