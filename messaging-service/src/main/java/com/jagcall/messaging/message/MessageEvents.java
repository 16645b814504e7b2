package com.jagcall.messaging.message;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.outbox.CustomerEvent;
import com.jagcall.common.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What customers hear of messages, through webhooks-service. */
public final class MessageEvents {
  private MessageEvents() {}

  /** The data of {@code sms.received}. */
  @RegisterForReflection
  record Received(String smsId, String agentId, String from, String to, String body) {}

  /**
   * The data of {@code sms.sent}, {@code sms.delivered}, {@code sms.failed}.
   *
   * @param errorCode null but for {@code sms.failed}
   */
  @RegisterForReflection
  record Changed(
      String smsId,
      String agentId,
      String from,
      String to,
      MessageStatus status,
      String errorCode) {}

  /** A message has come in. */
  public static OutboxEvent received(Message message) {
    return event(
        message.tenant(),
        message.agentId(),
        message.id(),
        "sms.received",
        message.createdAt(),
        new Received(
            message.id(),
            message.agentId(),
            message.fromNumber(),
            message.toNumber(),
            message.body()));
  }

  /** A message is what it is now. {@code undelivered} is told as {@code sms.failed}. */
  public static OutboxEvent changed(Parties parties, MessageStatus status, Instant at) {
    String type =
        switch (status) {
          case SENT -> "sms.sent";
          case DELIVERED -> "sms.delivered";
          case UNDELIVERED, FAILED -> "sms.failed";
          case QUEUED, RECEIVED -> throw new IllegalArgumentException("nobody is told: " + status);
        };
    return event(
        parties.tenant(),
        parties.agentId(),
        parties.id(),
        type,
        at,
        new Changed(
            parties.id(),
            parties.agentId(),
            parties.from(),
            parties.to(),
            status,
            type.equals("sms.failed") ? parties.errorCode() : null));
  }

  /** Whose message it is, and between whom. */
  public record Parties(
      String id, Tenant tenant, String agentId, String from, String to, String errorCode) {}

  private static OutboxEvent event(
      Tenant tenant, String agentId, String id, String type, Instant at, Object data) {
    return new OutboxEvent(
        "webhooks-service",
        type,
        id,
        new CustomerEvent(tenant.organizationId(), tenant.mode(), agentId, type, at, data));
  }
}
