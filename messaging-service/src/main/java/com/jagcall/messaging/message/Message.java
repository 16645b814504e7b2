package com.jagcall.messaging.message;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.id.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A message as its row has it.
 *
 * @param fromNumber E.164; of an inbound one as the carrier names the sender
 * @param encoding {@code gsm7} or {@code ucs2}
 * @param segments what it is charged as
 * @param costMicros null while nobody knows
 * @param holdId of the money held for it; null: it costs nothing, or was not held for
 * @param settled whether what is held was charged or let go
 * @param inReplyTo the inbound message that an agent answers with it, or null
 * @param confirmBy when it is given up if nothing is heard of it; null while it is not sent
 */
@RegisterForReflection
public record Message(
    String id,
    String organizationId,
    Mode mode,
    Direction direction,
    Origin origin,
    MessageStatus status,
    String fromNumber,
    String toNumber,
    String body,
    String encoding,
    int segments,
    String agentId,
    Map<String, String> metadata,
    String errorCode,
    Long costMicros,
    String holdId,
    boolean settled,
    String inReplyTo,
    Instant confirmBy,
    Instant createdAt,
    Instant updatedAt) {
  public static final String ID_PREFIX = "sms_";

  /** What an inbound message with missing parts says. */
  public static final String PARTS_MISSING = "parts_missing";

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** A new identifier. */
  public static String newId() {
    return Ids.next(ID_PREFIX);
  }

  public Tenant tenant() {
    return new Tenant(organizationId, mode);
  }

  /** Whether its sender is a number, that can be answered, and not a name or a short code. */
  public boolean canBeAnswered() {
    return E164.matcher(fromNumber).matches();
  }

  /** A time as PostgreSQL keeps it. */
  public static Instant exact(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
