package com.jagcall.messaging.inbound;

import com.jagcall.messaging.text.Alphabet;
import com.jagcall.messaging.text.ReceivedPart;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Base64;

/**
 * A part of a message as its row has it.
 *
 * @param groupId the message that it is a part of, put together or not
 * @param userData in Base64
 * @param messageId {@code sms_…}; null while the message is not put together
 * @param firstAt when the first part of its group came
 */
@RegisterForReflection
record StoredPart(
    String groupId,
    int number,
    String organizationId,
    String agentId,
    String fromNumber,
    String toNumber,
    int reference,
    int total,
    Alphabet alphabet,
    String userData,
    String messageId,
    Instant firstAt) {

  ReceivedPart part() {
    return new ReceivedPart(number, alphabet, Base64.getDecoder().decode(userData));
  }

  /** Whether both are the same part of the same text. */
  boolean isCopyOf(StoredPart other) {
    return number == other.number && alphabet == other.alphabet && userData.equals(other.userData);
  }

  StoredPart inGroup(String group, Instant first) {
    return new StoredPart(
        group,
        number,
        organizationId,
        agentId,
        fromNumber,
        toNumber,
        reference,
        total,
        alphabet,
        userData,
        messageId,
        first);
  }
}
