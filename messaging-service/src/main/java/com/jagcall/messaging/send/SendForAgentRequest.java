package com.jagcall.messaging.send;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.credential.Tenant;
import com.jagcall.common.error.ApiException;
import com.jagcall.common.id.Ids;
import com.jagcall.messaging.message.Message;
import com.jagcall.messaging.message.Origin;
import com.jagcall.messaging.message.Outbound;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * What an agent wants sent while it does something else, such as a call.
 *
 * @param messageId {@code sms_…}, chosen by whoever asks: the same again sends nothing more
 * @param agentId whose words these are
 * @param from a number of the organization that can send
 * @param to E.164
 */
@RegisterForReflection
public record SendForAgentRequest(
    @NotNull @Size(max = 68) String messageId,
    @NotNull @Pattern(regexp = "org_[A-Za-z0-9]{16,64}", message = "must be an organization's id")
        String organizationId,
    @NotNull Mode mode,
    @NotNull @Size(max = 64) String agentId,
    @NotNull @Size(max = 32) String from,
    @NotNull @Size(max = 32) String to,
    @NotNull String body,
    @Size(max = 50) Map<String, String> metadata) {

  /** No metadata is empty metadata. */
  public SendForAgentRequest {
    metadata = metadata == null ? Map.of() : metadata;
  }

  /**
   * Judges what Bean Validation cannot, by the rules of clients.
   *
   * @throws ApiException {@code validation_error}
   */
  void check() {
    if (!Ids.isShaped(Message.ID_PREFIX, messageId)) {
      throw ApiException.validation("message_id", "must be an identifier of a message");
    }
    new SendSmsRequest(to, from, body, agentId, metadata).check();
  }

  Tenant tenant() {
    return new Tenant(organizationId, mode);
  }

  /** Whether a message is the one that was asked for. */
  boolean is(Message message) {
    return message.tenant().equals(tenant())
        && message.fromNumber().equals(from)
        && message.toNumber().equals(to)
        && message.body().equals(body);
  }

  Outbound outbound(Payments.Paid paid) {
    return new Outbound(
        messageId,
        tenant(),
        Origin.AGENT,
        from,
        to,
        body,
        agentId,
        metadata,
        paid.cost(),
        paid.holdId(),
        null);
  }
}
