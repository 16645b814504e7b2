package com.jagcall.numbers.number;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.numbers.inventory.Capability;
import com.jagcall.numbers.inventory.NumberType;
import com.jagcall.numbers.inventory.StockedNumber;
import com.jagcall.numbers.lifecycle.Lifecycle;
import com.jagcall.numbers.lifecycle.NumberStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** A number of one organization in one mode, from when it was bought. */
@Entity
@Table(name = "phone_number")
public class PhoneNumber {
  static final String ID_PREFIX = "pn_";

  @Id private String id;

  @Column(updatable = false)
  private String organizationId;

  @Column(updatable = false)
  private String mode;

  @Column(updatable = false)
  private String number;

  @Column(updatable = false)
  private String country;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private NumberType type;

  @Column(updatable = false)
  private String region;

  @Column(updatable = false)
  private boolean voice;

  @Column(updatable = false)
  private boolean sms;

  @Column(updatable = false)
  private long monthlyPriceMicros;

  private String agentId;

  @Embedded private Lifecycle lifecycle;

  /** Counted up by whoever claims the number's next step; see the renewal. */
  @Column(insertable = false, updatable = false)
  private int attempt;

  private Instant leasedUntil;

  @Column(updatable = false)
  private Instant createdAt;

  private Instant updatedAt;

  /** For Hibernate. */
  protected PhoneNumber() {}

  /** A number bought now. */
  static PhoneNumber buy(
      String id, Tenant tenant, StockedNumber bought, String agentId, Instant now) {
    PhoneNumber number = new PhoneNumber();
    number.id = id;
    number.organizationId = tenant.organizationId();
    number.mode = tenant.mode().wire();
    number.number = bought.number();
    number.country = bought.country();
    number.type = bought.type();
    number.region = bought.region();
    number.voice = bought.voice();
    number.sms = bought.sms();
    number.monthlyPriceMicros = bought.monthlyPrice().micros();
    number.agentId = agentId;
    number.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    number.updatedAt = number.createdAt;
    number.lifecycle = Lifecycle.bought(number.createdAt);
    return number;
  }

  /** Gives the number to an agent, or with null to none; answers whether that changes anything. */
  boolean assign(String agent, Instant now) {
    if (Objects.equals(agentId, agent)) {
      return false;
    }
    agentId = agent;
    touch(now);
    return true;
  }

  /** Moves it on, which ends a lease; what is released is no agent's any more. */
  void move(Lifecycle next, Instant now) {
    lifecycle = next;
    leasedUntil = null;
    agentId = next.status() == NumberStatus.RELEASED ? null : agentId;
    touch(now);
  }

  /** {@code updated_at} moves forward even when the clock has not. */
  private void touch(Instant now) {
    Instant exact = now.truncatedTo(ChronoUnit.MICROS);
    updatedAt = exact.isAfter(updatedAt) ? exact : updatedAt.plus(1, ChronoUnit.MICROS);
  }

  public String id() {
    return id;
  }

  public Tenant tenant() {
    return new Tenant(organizationId, Mode.of(mode));
  }

  /** E.164. */
  public String number() {
    return number;
  }

  public String country() {
    return country;
  }

  public NumberType type() {
    return type;
  }

  public String region() {
    return region;
  }

  public List<Capability> capabilities() {
    return Capability.of(voice, sms);
  }

  public Money monthlyPrice() {
    return new Money(monthlyPriceMicros);
  }

  /** Null: it is assigned to none. */
  public String agentId() {
    return agentId;
  }

  public Lifecycle lifecycle() {
    return lifecycle;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
