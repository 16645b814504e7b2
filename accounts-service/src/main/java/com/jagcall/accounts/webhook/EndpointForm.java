package com.jagcall.accounts.webhook;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.outbox.CustomerEvent;
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
    return CustomerEvent.CHOICES;
  }

  /** What is wrong with a field, or null. */
  public String problem(String field) {
    return problems.get(field);
  }
}
