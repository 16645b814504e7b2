package com.jagcall.messaging.message;

import com.jagcall.common.credential.Tenant;
import com.jagcall.common.money.Money;
import com.jagcall.messaging.text.SegmentedText;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A message that is to be sent.
 *
 * @param id {@code sms_…}
 * @param agentId whose it is, or null
 * @param metadata the client's own
 * @param cost what is held for it, or nothing
 * @param holdId null when nothing is held
 * @param inReplyTo the inbound message that it answers, or null
 */
public record Outbound(
    String id,
    Tenant tenant,
    Origin origin,
    String from,
    String to,
    String body,
    String agentId,
    Map<String, String> metadata,
    Money cost,
    String holdId,
    String inReplyTo) {

  /** The row, queued now. */
  public Message queued(Instant now) {
    SegmentedText text = SegmentedText.of(body);
    Instant at = Message.exact(now);
    return new Message(
        id,
        tenant.organizationId(),
        tenant.mode(),
        Direction.OUTBOUND,
        origin,
        MessageStatus.QUEUED,
        from,
        to,
        body,
        text.encoding().name().toLowerCase(Locale.ROOT),
        text.segments().size(),
        agentId,
        metadata,
        null,
        cost.micros(),
        holdId,
        holdId == null,
        inReplyTo,
        null,
        at,
        at);
  }
}
