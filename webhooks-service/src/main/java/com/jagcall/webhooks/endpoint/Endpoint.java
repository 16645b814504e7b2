package com.jagcall.webhooks.endpoint;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.ErrorCode;
import com.jagcall.common.id.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A URL that is told of events: one of Settings, Webhooks, or an agent's {@code webhook_url}. */
@Entity
@Table(name = "endpoint")
public class Endpoint {
  static final String ID_PREFIX = "whk_";

  @Id private String id;

  @Column(updatable = false)
  private String organizationId;

  @Column(updatable = false)
  private String mode;

  @Column(updatable = false)
  private String agentId;

  private String url;
  private String description;
  private String[] events;
  private String status;
  private String disabledReason;
  private byte[] secret;
  private byte[] previousSecret;
  private Instant previousUntil;

  @Column(updatable = false)
  private Instant createdAt;

  private Instant updatedAt;

  /** For Hibernate. */
  protected Endpoint() {}

  static Endpoint create(String id, Tenant tenant, EndpointSettings settings, byte[] sealed) {
    Endpoint endpoint = new Endpoint();
    endpoint.id = id;
    endpoint.organizationId = tenant.organizationId();
    endpoint.mode = tenant.mode().wire();
    endpoint.secret = sealed.clone();
    endpoint.createdAt = now();
    endpoint.updatedAt = endpoint.createdAt;
    endpoint.set(settings);
    return endpoint;
  }

  static boolean isId(String text) {
    return Ids.isShaped(ID_PREFIX, text);
  }

  void change(EndpointSettings settings) {
    touch();
    set(settings);
  }

  private void set(EndpointSettings settings) {
    url = settings.url();
    description = settings.description();
    events = settings.events().toArray(String[]::new);
    String before = status;
    status = settings.status().wire();
    if (settings.status() == EndpointStatus.ENABLED) {
      disabledReason = null;
    } else if (!status.equals(before)) {
      disabledReason = DisabledReason.OWNER.wire();
    }
  }

  /** From now on signs with another secret too, and with the present one for as long as is said. */
  void roll(byte[] sealed, Duration grace) {
    touch();
    previousSecret = grace.isZero() ? null : secret;
    previousUntil = grace.isZero() ? null : updatedAt.plus(grace);
    secret = sealed.clone();
  }

  /** {@code updated_at} moves forward even when the clock has not. */
  private void touch() {
    Instant now = now();
    updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
  }

  /** As exact as PostgreSQL keeps it, so that the first answer and every later one agree. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  EndpointSettings settings() {
    return new EndpointSettings(
        url, description, List.of(events), EndpointStatus.valueOf(status.toUpperCase(Locale.ROOT)));
  }

  public String id() {
    return id;
  }

  /** Null for one of the organization's own. */
  String agentId() {
    return agentId;
  }

  /**
   * Goes on with one of the organization's own.
   *
   * @throws ApiException {@code conflict} when it is an agent's
   */
  void refuseIfOfAgent() {
    if (agentId != null) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "This is the webhook_url of the agent " + agentId + ": change it there.");
    }
  }

  public boolean isEnabled() {
    return EndpointStatus.ENABLED.wire().equals(status);
  }

  DisabledReason disabledReason() {
    return disabledReason == null
        ? null
        : DisabledReason.valueOf(disabledReason.toUpperCase(Locale.ROOT));
  }

  /** Until when the secret before the present one signs too; null when it does not. */
  Instant previousUntil() {
    return previousUntil == null || previousUntil.isBefore(Instant.now()) ? null : previousUntil;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }
}
