package com.jagcall.calls.call;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;

/** A call of one organization in one mode. */
@Entity
@Table(name = "call")
public class Call {
  public static final String ID_PREFIX = "call_";

  /** In the place of the name of money, where none is held. */
  public static final String NOTHING_HELD = "none";

  @Id private String id;

  @Column(updatable = false)
  private String organizationId;

  @Column(updatable = false)
  private String mode;

  @Column(updatable = false)
  private String agentId;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private CallDirection direction;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private CallChannel channel;

  @Column(updatable = false)
  private String fromNumber;

  @Column(updatable = false)
  private String toNumber;

  @Convert(converter = MetadataColumn.class)
  @ColumnTransformer(read = "cast(metadata as text)", write = "cast(cast(? as text) as json)")
  @Column(updatable = false)
  private Map<String, String> metadata;

  @Column(updatable = false)
  private int maxDurationSeconds;

  @Column(updatable = false)
  private String holdId;

  @Embedded private CallState state;

  /** Written by whoever admits it, and for a call that comes in, here. */
  @Column(updatable = false)
  private String replica;

  @Column(updatable = false)
  private Instant claimedAt;

  private Instant hangupRequestedAt;

  private boolean recordingAvailable;

  private Long costMicros;

  private int entries;

  @Convert(converter = LatencyColumn.class)
  @ColumnTransformer(read = "cast(latency as text)", write = "cast(cast(? as text) as json)")
  private CallLatency latency;

  @Column(updatable = false)
  private Instant createdAt;

  /** For Hibernate. */
  protected Call() {}

  /** A call that waits for its turn. */
  static Call queued(Order order, String holdId, Instant now) {
    return make(order, holdId, CallState.queued(), now);
  }

  /** A call that came in and is carried by a replica. */
  public static Call arrived(Order order, String holdId, String replica, Instant now) {
    Call call = make(order, holdId, CallState.arrived(), now);
    call.replica = replica;
    call.claimedAt = call.createdAt;
    return call;
  }

  private static Call make(Order order, String holdId, CallState state, Instant now) {
    Call call = new Call();
    call.id = order.callId();
    call.organizationId = order.tenant().organizationId();
    call.mode = order.tenant().mode().wire();
    call.agentId = order.agent().id();
    call.direction = order.direction();
    call.channel = order.channel();
    call.fromNumber = order.from();
    call.toNumber = order.to();
    call.metadata = order.metadata();
    call.maxDurationSeconds = (int) order.maxDuration().toSeconds();
    call.holdId = holdId;
    call.state = state;
    call.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    return call;
  }

  /** Takes a step, if there is one. */
  boolean move(Optional<CallState> next) {
    next.ifPresent(step -> state = step);
    return next.isPresent();
  }

  /** The number of a new entry of its log. */
  int nextEntry() {
    return ++entries;
  }

  void recorded() {
    recordingAvailable = true;
  }

  void measured(CallLatency measured) {
    latency = measured;
  }

  /** Nothing was charged, and nothing will be. */
  void costsNothing() {
    costMicros = 0L;
  }

  void requestHangup(Instant now) {
    hangupRequestedAt = hangupRequestedAt == null ? now : hangupRequestedAt;
  }

  public String id() {
    return id;
  }

  public Tenant tenant() {
    return new Tenant(organizationId, Mode.of(mode));
  }

  public String agentId() {
    return agentId;
  }

  public CallDirection direction() {
    return direction;
  }

  public CallChannel channel() {
    return channel;
  }

  /** Whether nobody was called. */
  public boolean isTest() {
    return channel.isTrial() || Mode.of(mode) == Mode.TEST;
  }

  /** E.164; null: withheld. */
  public String from() {
    return fromNumber;
  }

  /** E.164; null: nobody was called. */
  public String to() {
    return toNumber;
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  public CallState state() {
    return state;
  }

  /** The name of the money that is held for it. */
  public String holdId() {
    return holdId;
  }

  /** Null: it waits. */
  public String replica() {
    return replica;
  }

  public boolean isRecordingAvailable() {
    return recordingAvailable;
  }

  /** How many entries its log has. */
  public int entries() {
    return entries;
  }

  /** Empty until it is known. */
  public Optional<Money> cost() {
    return Optional.ofNullable(costMicros).map(Money::new);
  }

  /** Null: nothing was measured. */
  public CallLatency latency() {
    return latency;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
