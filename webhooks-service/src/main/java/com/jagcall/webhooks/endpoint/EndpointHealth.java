package com.jagcall.webhooks.endpoint;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** How the deliveries to an endpoint fare; written by whoever sends. */
@Entity
@Immutable
@Table(name = "lane")
public class EndpointHealth {
  @Id private String endpointId;

  private Instant failingSince;

  /** For Hibernate. */
  protected EndpointHealth() {}

  /** Since when nothing but failure; null while the last attempt succeeded. */
  Instant failingSince() {
    return failingSince;
  }
}
