package com.jagcall.messaging.inbound;

import com.jagcall.common.credential.Mode;
import com.jagcall.messaging.message.Direction;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.MessageStatus;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.number.OwnNumber;
import com.jagcall.messaging.text.SegmentedText;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A message that has come in, put together.
 *
 * @param number to which, and whose it is
 * @param from as the carrier names the sender
 * @param isIncomplete whether parts of it never came
 */
public record Incoming(
    OwnNumber number, String from, String text, int segments, boolean isIncomplete) {

  Message received(Instant now) {
    Instant at = Message.exact(now);
    String body = storable(text);
    return new Message(
        Message.newId(),
        number.tenant().organizationId(),
        number.tenant().mode(),
        Direction.INBOUND,
        Origin.MOBILE,
        MessageStatus.RECEIVED,
        from,
        number.number(),
        body,
        SegmentedText.of(body).encoding().name().toLowerCase(Locale.ROOT),
        segments,
        number.agentId(),
        Map.of(),
        isIncomplete ? Message.PARTS_MISSING : null,
        number.tenant().mode() == Mode.LIVE ? null : Long.valueOf(0),
        null,
        true,
        null,
        null,
        at,
        at);
  }

  /** PostgreSQL has no NUL, and no half of a surrogate pair. */
  private static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
